"""PyTorch or JAX trains what piste-bench asks for, one repetition at a time.

Started as `python peers.py torch|jax`. Each line of standard input is a JSON object, and each is
answered by one line. The first line out tells the version, or what is missing.

  {"do": "prepare", "widths": [...], "batch": B, "rows": N, "inputs": FILE, "labels": FILE,
   "optimizer": "sgd"|"adam", "rate": R, "epochs": E}    trains E epochs from fresh weights
  {"do": "train", "epochs": E}                           the same again, with the clock on

Answers: {"seconds": S, "loss": mean loss over the rows afterwards, "variant": what was chosen}.
Compiling, warming up and measuring the loss are outside the seconds.
"""

import json
import math
import sys
import time

import numpy as np


class TorchPeer:
    """The usual loop over shuffled index batches; of each optimizer's forms, the fastest."""

    def __init__(self):
        import torch

        self.torch = torch
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
        self.name = f"PyTorch {torch.__version__.split('+')[0]} eager"

    def prepare(self, job):
        torch = self.torch
        self.job = job
        self.x = torch.from_numpy(job["x"])
        self.y = torch.from_numpy(job["y"]).long()
        choices = [{}, {"foreach": True}, {"fused": True}]
        times = []
        for choice in choices:
            self.options = choice
            self.train(1)
            times.append(self.train(1)[0])
        self.options = choices[times.index(min(times))]
        return ", ".join(f"{k}=True" for k in self.options) or "default form"

    def train(self, epochs):
        torch, job = self.torch, self.job
        torch.manual_seed(1)
        layers = []
        pairs = list(zip(job["widths"], job["widths"][1:]))
        for index, (inputs, outputs) in enumerate(pairs):
            layer = torch.nn.Linear(inputs, outputs)
            torch.nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            torch.nn.init.zeros_(layer.bias)
            layers.append(layer)
            if index < len(pairs) - 1:
                layers.append(torch.nn.ReLU())
        model = torch.nn.Sequential(*layers)
        loss_of = torch.nn.CrossEntropyLoss()
        rule = torch.optim.SGD if job["optimizer"] == "sgd" else torch.optim.Adam
        optimizer = rule(model.parameters(), lr=job["rate"], **self.options)
        x, y, batch = self.x, self.y, job["batch"]
        count = x.shape[0] // batch * batch
        start = time.perf_counter()
        for _ in range(epochs):
            order = torch.randperm(x.shape[0])
            for first in range(0, count, batch):
                rows = order[first : first + batch]
                loss = loss_of(model(x.index_select(0, rows)), y.index_select(0, rows))
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        seconds = time.perf_counter() - start
        with torch.no_grad():
            total = loss_of(model(x), y).item()
        return seconds, total


class JaxPeer:
    """The whole epoch as one compiled scan over gathered batches; buffers are donated."""

    def __init__(self):
        import jax

        self.jax = jax
        self.name = f"JAX {jax.__version__}, epoch jitted"

    def prepare(self, job):
        jax, jnp = self.jax, self.jax.numpy
        self.job = job
        self.x = jnp.asarray(job["x"])
        self.y = jnp.asarray(job["y"])
        self.steps = job["x"].shape[0] // job["batch"]
        rate, is_adam = job["rate"], job["optimizer"] == "adam"
        tree = jax.tree_util.tree_map

        def loss_of(parameters, x, y):
            for weight, bias in parameters[:-1]:
                x = jax.nn.relu(x @ weight + bias)
            weight, bias = parameters[-1]
            logits = jax.nn.log_softmax(x @ weight + bias)
            return -jnp.mean(jnp.take_along_axis(logits, y[:, None], axis=1))

        def sgd(parameters, memory, gradients):
            return tree(lambda p, g: p - rate * g, parameters, gradients), memory

        def adam(parameters, memory, gradients):
            mean, square, t = memory
            t = t + 1
            mean = tree(lambda m, g: 0.9 * m + 0.1 * g, mean, gradients)
            square = tree(lambda v, g: 0.999 * v + 0.001 * g * g, square, gradients)
            scale = rate / (1 - 0.9**t)
            root = jnp.sqrt(1 - 0.999**t)
            parameters = tree(
                lambda p, m, v: p - scale * m / (jnp.sqrt(v) / root + 1e-8),
                parameters, mean, square)
            return parameters, (mean, square, t)

        step = adam if is_adam else sgd

        def epoch(parameters, memory, order, x, y):
            def body(state, rows):
                parameters, memory = state
                loss, gradients = jax.value_and_grad(loss_of)(parameters, x[rows], y[rows])
                return step(parameters, memory, gradients), loss

            return jax.lax.scan(body, (parameters, memory), order)

        self.epoch = jax.jit(epoch, donate_argnums=(0, 1))
        self.loss = jax.jit(loss_of)
        self.train(2)
        return "lax.scan"

    def train(self, epochs):
        jax, jnp, job = self.jax, self.jax.numpy, self.job
        random = np.random.default_rng(1)
        parameters = []
        for inputs, outputs in zip(job["widths"], job["widths"][1:]):
            bound = math.sqrt(6 / inputs)
            weight = random.uniform(-bound, bound, (inputs, outputs)).astype(np.float32)
            parameters.append((jnp.asarray(weight), jnp.zeros(outputs, jnp.float32)))
        memory = ()
        if job["optimizer"] == "adam":
            zeros = lambda: jax.tree_util.tree_map(jnp.zeros_like, parameters)
            memory = (zeros(), zeros(), jnp.zeros((), jnp.float32))
        jax.block_until_ready((parameters, memory))
        count = self.steps * job["batch"]
        start = time.perf_counter()
        for _ in range(epochs):
            order = random.permutation(self.x.shape[0])[:count].astype(np.int32)
            (parameters, memory), losses = self.epoch(
                parameters, memory, order.reshape(self.steps, job["batch"]), self.x, self.y)
        jax.block_until_ready((parameters, losses))
        seconds = time.perf_counter() - start
        return seconds, float(self.loss(parameters, self.x, self.y))


def main():
    # Libraries may print; only answers belong on standard output.
    answers = sys.stdout
    sys.stdout = sys.stderr

    def answer(**values):
        answers.write(json.dumps(values) + "\n")
        answers.flush()

    try:
        peer = {"torch": TorchPeer, "jax": JaxPeer}[sys.argv[1]]()
    except ImportError as error:
        answer(error=str(error))
        return
    answer(name=peer.name)
    variant = ""
    for line in sys.stdin:
        job = json.loads(line)
        try:
            if job["do"] == "prepare":
                job["x"] = np.fromfile(job["inputs"], np.float32).reshape(
                    job["rows"], job["widths"][0])
                job["y"] = np.fromfile(job["labels"], np.int32)
                variant = peer.prepare(job)
            seconds, loss = peer.train(job["epochs"])
            answer(seconds=seconds, loss=loss, variant=variant)
        except Exception as error:  # told to the benchmark, which ends
            answer(error=f"{type(error).__name__}: {error}")


main()
