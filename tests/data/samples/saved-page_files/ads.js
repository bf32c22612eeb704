console.log('ad')
