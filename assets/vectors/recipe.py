"""Makes the table of word vectors, word-vectors.bin, out of the model all-MiniLM-L6-v2. Needs numpy and nothing else.

    python3 recipe.py MODEL_FOLDER OUT.bin

The recipe is that of Model2Vec (https://github.com/MinishLab/model2vec): every word piece goes through the encoder once,
alone; what comes out is turned by PCA so that few dimensions hold most of it; and frequent pieces weigh less (SIF, Arora
et al. 2017), where a piece's place in the vocabulary stands for its frequency (Zipf's law). Two things are other than
there: single characters do not count as the most frequent pieces, and what the mean of any text would point at is taken
off. Another processor may round otherwise, and axes that hold equally much may then come out turned: the bytes differ, and
what is near what does not. A table with other bytes makes every index anew.
"""

import hashlib
import json
import struct
import sys

import numpy as np

SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
DIMENSIONS = 128
SIF = 1e-4
HEADS, LAYERS, EPSILON = 12, 6, 1e-12
BATCH = 512


def tensors(path):
    """The tensors of a .safetensors file, by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        head = json.loads(file.read(length))
        data = file.read()
    found = {}
    for name, about in head.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = about["data_offsets"]
            found[name] = np.frombuffer(data[start:end], dtype="<f4").reshape(about["shape"])
    return found


def erf(x):
    """Abramowitz and Stegun 7.1.26; off by 1.5e-7 at most, as much as a float of 32 bits is."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.sign(x) * (1 - sum * np.exp(-x * x))


class Encoder:
    """BERT as in Devlin et al. 2018, for short texts of one length."""

    def __init__(self, weights):
        self.weights = weights

    def linear(self, name, x):
        # As one large product, not one for each text.
        flat = x.reshape(-1, x.shape[-1]) @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def norm(self, name, x):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON)
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def attention(self, name, x):
        batch, length, width = x.shape
        heads = lambda part: self.linear(f"{name}.self.{part}", x).reshape(batch, length, HEADS, -1).swapaxes(1, 2)
        query, key, value = heads("query"), heads("key"), heads("value")
        scores = query @ key.swapaxes(2, 3) / (width / HEADS) ** 0.5
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores = scores / scores.sum(-1, keepdims=True)
        return self.linear(name + ".output.dense", (scores @ value).swapaxes(1, 2).reshape(x.shape))

    def __call__(self, ids):
        """The mean of the last layer's vectors for each row of `ids`."""
        of = lambda part: self.weights[f"embeddings.{part}_embeddings.weight"]
        x = of("word")[ids] + of("position")[: ids.shape[1]] + of("token_type")[0]
        x = self.norm("embeddings.LayerNorm", x)
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            x = self.norm(name + ".attention.output.LayerNorm", x + self.attention(name + ".attention", x))
            inner = self.linear(name + ".intermediate.dense", x)
            inner = inner * 0.5 * (1 + erf(inner / 2**0.5))
            x = self.norm(name + ".output.LayerNorm", x + self.linear(name + ".output.dense", inner))
        return x.mean(1)


def vectors(folder):
    """The word pieces that text can hold, and a weighted vector for each."""
    pieces = [line.rstrip("\n") for line in open(folder + "/vocab.txt", encoding="utf-8")]
    begin, end = pieces.index("[CLS]"), pieces.index("[SEP]")
    kept = [at for at, piece in enumerate(pieces) if not (piece.startswith("[") and len(piece) > 1)]
    encoder = Encoder(tensors(folder + "/model.safetensors"))
    out = []
    for start in range(0, len(kept), BATCH):
        ids = np.array([[begin, at, end] for at in kept[start : start + BATCH]])
        out.append(encoder(ids))
    pieces = [pieces[at] for at in kept]
    return pieces, weighted(np.concatenate(out).astype(np.float64), ranks(pieces))


def ranks(pieces):
    """The place of each piece by frequency, 0 for the most frequent. The vocabulary is in that order but for single
    characters, which it puts first: of these only punctuation, `a` and `i` are frequent in text, the others come last."""
    def place(at):
        piece = pieces[at].removeprefix("##")
        if len(piece) > 1:
            return 1, at
        frequent = piece.isascii() and not piece.isalnum() or pieces[at] in ("a", "i")
        return 0 if frequent else 2, at

    order = sorted(range(len(pieces)), key=place)
    found = np.empty(len(pieces))
    found[order] = np.arange(len(pieces))
    return found


def weighted(table, ranks):
    """`table` in few dimensions, frequent pieces near the origin."""
    share = 1 / (ranks + 2)
    share = share / share.sum()
    weight = SIF / (SIF + share)
    # What the mean of any text would point at says nothing of what it is about.
    expected = share * weight
    table = table - (expected[:, None] * table).sum(0) / expected.sum()
    # The eigenvectors of the covariance, the largest first; the sign of each is made certain.
    _, axes = np.linalg.eigh(table.T @ table)
    axes = axes[:, ::-1][:, :DIMENSIONS]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(axes.shape[1])])
    return table @ axes * weight[:, None]


def main():
    folder, out = sys.argv[1:]
    for name, wanted in SHA256.items():
        with open(f"{folder}/{name}", "rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != wanted:
                sys.exit(f"{folder}/{name} is not the file that the table was made of")
    pieces, table = vectors(folder)
    # Each row has its own scale: the largest number in it is 127.
    scale = np.maximum(np.abs(table).max(1), 1e-9) / 127
    rows = np.rint(table / scale[:, None]).astype(np.int8)
    words = "\n".join(pieces).encode()
    rest = struct.pack("<III", len(pieces), DIMENSIONS, len(words)) + words + scale.astype("<f4").tobytes() + rows.tobytes()
    with open(out, "wb") as file:
        file.write(b"LHWV\x02\0\0\0" + hashlib.sha256(rest).digest()[:8] + rest)


if __name__ == "__main__":
    main()
