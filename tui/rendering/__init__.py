"""From text to lines on a page: cells, wrapping, zones, marks. No widgets."""
