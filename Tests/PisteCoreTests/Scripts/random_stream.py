"""Prints the numbers that RandomStreamTests expects: xoshiro256** seeded through SplitMix64,
written from the authors' papers, with the word hash of ContentHash in front.

    python3 random_stream.py

Other scripts draw from its Stream: the stream's uniform and normal numbers, whole numbers and
orders, each as the algorithm's paper has it.
"""

import math

MASK = (1 << 64) - 1


def content_hash(words):
    value = 0xCBF29CE484222325
    for word in words:
        product = (value ^ word) * 0x9E3779B97F4A7C15
        value = (product & MASK) ^ (product >> 64)
    return value


def splitmix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotl(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro(seed, purpose):
    mixer = splitmix(seed ^ content_hash(byte + 1 for byte in purpose.encode()))
    s = [next(mixer) for _ in range(4)]
    while True:
        yield (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)


class Stream:
    """What is drawn from the words above."""

    def __init__(self, seed, purpose):
        self.words, self.spare = xoshiro(seed, purpose), None

    def uniform(self):
        return (next(self.words) >> 11) / 2**53

    def normal(self):
        """Marsaglia's polar form; the second number of a pair waits for the next call."""
        if self.spare is not None:
            value, self.spare = self.spare, None
            return value
        while True:
            x, y = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            square = x * x + y * y
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.spare = y * factor
                return x * factor

    def below(self, bound):
        """Lemire's multiplication, without bias."""
        product = next(self.words) * bound
        if product & MASK < bound:
            while product & MASK < (1 << 64) % bound:
                product = next(self.words) * bound
        return product >> 64

    def shuffle(self, elements):
        """Fisher and Yates, from the end."""
        for last in range(len(elements) - 1, 0, -1):
            other = self.below(last + 1)
            elements[last], elements[other] = elements[other], elements[last]


if __name__ == "__main__":
    for seed, purpose in [(1, "weights"), (1, "batches"), (2, "weights")]:
        stream = xoshiro(seed, purpose)
        print(seed, purpose, [f"0x{next(stream):016X}" for _ in range(3)])
