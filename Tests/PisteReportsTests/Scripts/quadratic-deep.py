"""The numbers of DeepOBS's quadratic_deep that reports know, from NumPy's own generator.

    python3 quadratic-deep.py

Prints the ten large eigenvalues, the sum of squares of the others, the least training loss, the test
loss at the training rows' mean, and the loss that stationary noise adds at a rate of 0.01 without
momentum in batches of 128. Made with NumPy 2.
"""

import numpy as np

random = np.random.RandomState(42)
eigenvalues = np.concatenate([random.uniform(0, 1, 90), random.uniform(30, 60, 10)])
angle = 2 * np.pi * random.uniform()
rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
for size in range(2, 100):
    direction = random.normal(size=(size + 1, 1))
    direction /= np.linalg.norm(direction)
    first = np.zeros((size + 1, 1))
    first[0] = 1
    mirror = (first - direction) / np.linalg.norm(first - direction)
    larger = np.block(
        [[np.ones((1, 1)), np.zeros((1, size))], [np.zeros((size, 1)), rotation]]
    )
    rotation = larger - 2 * mirror @ (mirror.T @ larger)
rotation = -rotation
form = rotation.T @ np.diag(eigenvalues) @ rotation


def rows(seed):
    drawn = np.random.RandomState(seed).normal(0, 0.6, (1000, 100))
    return drawn.astype(np.float32).astype(float)


def loss(point, shifts):
    distance = point - shifts
    return 0.5 * np.einsum("ij,jk,ik->i", distance, form, distance).mean()


mean = rows(42).mean(0)
print("large", sorted(eigenvalues[90:]))
print("squares of the others", (eigenvalues[:90] ** 2).sum())
print("training floor", loss(mean, rows(42)), "test", loss(mean, rows(43)[:896]))
rate, noise = 0.01, 0.36 / 128
print("excess", (rate * eigenvalues**2 * noise / (2 - rate * eigenvalues)).sum() / 2)
