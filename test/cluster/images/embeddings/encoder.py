"""all-MiniLM-L6-v2 as plain numpy: token ids in, unit vectors of 384 numbers out."""

import json
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

MAX_TOKENS = 256
# Padded tokens that one forward pass may hold: small enough that a batch spreads over the workers.
PASS_TOKENS = 512
# Rows of the activation handled at once, so that its temporaries stay in the processor's cache.
GELU_ROWS = 64


def _gelu(x):
    """Exact GELU in place; erf by Abramowitz and Stegun 7.1.26 (absolute error below 2e-7)."""
    for start in range(0, x.shape[0], GELU_ROWS):
        rows = x[start : start + GELU_ROWS]
        size = np.abs(rows)
        t = np.reciprocal(1.0 + (0.3275911 / math.sqrt(2)) * size)
        tail = t * 1.061405429
        for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            tail += factor
            tail *= t
        tail *= np.exp(-0.5 * rows * rows)
        # x * Phi(x), written with the tail of |x| so that both signs share one formula.
        tail *= size
        rows += size
        rows -= tail
        rows *= 0.5


def _normalise(x, weight, bias, epsilon):
    """Layer norm over the last axis, in place."""
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / x.shape[-1]
    x *= 1.0 / np.sqrt(variance + np.float32(epsilon))
    x *= weight
    x += bias
    return x


class _Layer:
    """One transformer block; weights are transposed once so that every product reads them in order."""

    def __init__(self, weights, index, heads, width):
        def get(name):
            return weights[f"encoder.layer.{index}.{name}"]

        scale = np.float32(1 / math.sqrt(width // heads))
        parts = [(get(f"attention.self.{n}.weight"), get(f"attention.self.{n}.bias")) for n in ("query", "key", "value")]
        parts[0] = (parts[0][0] * scale, parts[0][1] * scale)
        self.qkv = np.ascontiguousarray(np.concatenate([weight for weight, _ in parts]).T)
        self.qkv_bias = np.concatenate([bias for _, bias in parts])
        self.out = np.ascontiguousarray(get("attention.output.dense.weight").T)
        self.out_bias = get("attention.output.dense.bias")
        self.norm1 = (get("attention.output.LayerNorm.weight"), get("attention.output.LayerNorm.bias"))
        self.up = np.ascontiguousarray(get("intermediate.dense.weight").T)
        self.up_bias = get("intermediate.dense.bias")
        self.down = np.ascontiguousarray(get("output.dense.weight").T)
        self.down_bias = get("output.dense.bias")
        self.norm2 = (get("output.LayerNorm.weight"), get("output.LayerNorm.bias"))


class Encoder:
    """Texts to embeddings: WordPiece, six transformer blocks, mean over the tokens, length 1."""

    def __init__(self, folder, workers=1):
        folder = Path(folder)
        self.pool = ThreadPoolExecutor(workers)
        config = json.loads((folder / "config.json").read_text())
        self.width = config["hidden_size"]
        self.heads = config["num_attention_heads"]
        self.epsilon = config["layer_norm_eps"]
        weights = load_file(str(folder / "model.safetensors"))
        self.words = weights["embeddings.word_embeddings.weight"]
        self.positions = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        self.norm = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self.layers = [
            _Layer(weights, index, self.heads, self.width) for index in range(config["num_hidden_layers"])
        ]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(max_length=MAX_TOKENS)

    def tokenize(self, texts):
        """Lists of token ids, at most MAX_TOKENS each, the longer rest cut off."""
        return [encoding.ids for encoding in self.tokenizer.encode_batch(texts)]

    def embed(self, token_lists):
        """Array (len(token_lists), width) of float32 unit vectors in the order given."""
        result = np.empty((len(token_lists), self.width), np.float32)
        groups = list(_groups([len(ids) for ids in token_lists]))
        passes = self.pool.map(self._forward, ([token_lists[i] for i in group] for group in groups))
        for group, vectors in zip(groups, passes):
            result[group] = vectors
        return result

    def _forward(self, token_lists):
        count, longest = len(token_lists), max(map(len, token_lists))
        ids = np.zeros((count, longest), np.int64)
        mask = np.zeros((count, longest), np.float32)
        for row, tokens in enumerate(token_lists):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        padded = not mask.all()
        hide = np.where(mask[:, None, None, :] > 0, np.float32(0), np.float32(-1e9)) if padded else None
        x = (self.words[ids] + self.positions[:longest]).reshape(-1, self.width)
        _normalise(x, *self.norm, self.epsilon)
        for layer in self.layers:
            x = self._block(layer, x, hide, (count, longest))
        x = x.reshape(count, longest, self.width)
        # A mean and a sum point the same way, and only the direction is kept.
        pooled = np.einsum("ntw,nt->nw", x, mask)
        return pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-12)

    def _block(self, layer, x, hide, shape):
        mixed = x @ layer.qkv
        mixed += layer.qkv_bias
        query, key, value = mixed.reshape(*shape, 3, self.heads, -1).transpose(2, 0, 3, 1, 4)
        scores = query @ key.transpose(0, 1, 3, 2)
        if hide is not None:
            scores += hide
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        attended = (scores @ value).transpose(0, 2, 1, 3).reshape(-1, self.width)
        attended = attended @ layer.out
        attended += layer.out_bias
        attended += x
        x = _normalise(attended, *layer.norm1, self.epsilon)
        hidden = x @ layer.up
        hidden += layer.up_bias
        _gelu(hidden)
        out = hidden @ layer.down
        out += layer.down_bias
        out += x
        return _normalise(out, *layer.norm2, self.epsilon)


def _groups(lengths):
    """Indexes grouped by similar length, so that little work is spent on padding."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    group = []
    for index in order:
        # Sorted: the newest member is the longest, so it sets the padded size.
        longer = group and lengths[index] > 1.5 * lengths[group[0]] + 8
        if group and (longer or (len(group) + 1) * lengths[index] > PASS_TOKENS):
            yield group
            group = []
        group.append(index)
    if group:
        yield group
