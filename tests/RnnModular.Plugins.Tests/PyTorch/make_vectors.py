#!/usr/bin/env python3
"""Makes the reference vectors of this folder with PyTorch; the parity tests read them, so nobody needs PyTorch to test.

Run once, and again only when a case is added (Debian: apt-get install python3-torch):

    /usr/bin/python3 tests/RnnModular.Plugins.Tests/PyTorch/make_vectors.py

Every input is a float32 number; PyTorch computes in float64, so the vectors hold the truth to the last bit of a float32
and a test's tolerance is all ours. Sequences lie packed, as torch.nn.utils.rnn.PackedSequence has them: time-major, step t
holding only the rows still alive. Gradients are of L = sum(y * wy) + sum(h_n * wh) [+ sum(c_n * wc)].
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

FOLDER = pathlib.Path(__file__).parent / "Vectors"
INPUT, HIDDEN, LENGTHS = 5, 7, (6, 4, 1)


def random(*shape, scale=1.0):
    """Normal float32 numbers, as float64 that can be differentiated."""
    return (torch.randn(*shape, dtype=torch.float32) * scale).double().requires_grad_()


def exact(module):
    """The module in float64, its parameters still float32 numbers."""
    return module.float().double()


def tensor(value):
    data = value.detach().to(torch.float32).flatten().tolist()
    return {"shape": list(value.shape), "data": [float(f"{number:.9g}") for number in data]}


def tensors(named):
    return {name: tensor(value) for name, value in named.items()}


def write(name, case):
    text = json.dumps(case, separators=(",", ":"))
    (FOLDER / f"{name}.json").write_text(text.replace('},"', '},\n"') + "\n")


def packed_case(name, make, layers=1, **options):
    """Outputs, final states and every gradient of a recurrent network over a ragged batch."""
    torch.manual_seed(1)
    module = exact(make(INPUT, HIDDEN, num_layers=layers, **options))
    batch = len(LENGTHS)
    x = random(max(LENGTHS), batch, INPUT)
    rows = layers * (2 if module.bidirectional else 1)
    states = {"h0": random(rows, batch, HIDDEN, scale=0.5)}
    if make is nn.LSTM:
        states["c0"] = random(rows, batch, HIDDEN, scale=0.5)

    packed = pack_padded_sequence(x, LENGTHS)
    x_packed = packed.data.detach().requires_grad_()
    packed = packed._replace(data=x_packed)
    initial = tuple(states.values())
    output, final = module(packed, initial if len(initial) > 1 else initial[0])
    final = final if isinstance(final, tuple) else (final,)

    outputs = {"y": output.data, "h_n": final[0]}
    if len(final) > 1:
        outputs["c_n"] = final[1]

    loss_weights = {"wy": random(*output.data.shape), "wh": random(*final[0].shape)}
    if len(final) > 1:
        loss_weights["wc"] = random(*final[1].shape)

    loss = sum((value * weight).sum() for value, weight in zip(outputs.values(), loss_weights.values()))
    loss.backward()
    weights = dict(module.named_parameters())
    write(name, {
        "kind": name,
        "input": INPUT,
        "hidden": HIDDEN,
        "lengths": list(LENGTHS),
        "weights": tensors(weights),
        "inputs": tensors({"x": x_packed, **states}),
        "outputs": tensors(outputs),
        "lossWeights": tensors(loss_weights),
        "gradients": tensors({
            **{key: value.grad for key, value in weights.items()},
            "x": x_packed.grad,
            **{key: value.grad for key, value in states.items()},
        }),
    })


def adam_case(name, steps=10, batch=4, length=5, inputs=3, hidden=4, outputs=2, rate=0.01):
    """Ten steps of Adam on an LSTM with a linear layer on its last state, and the mean squared error before each."""
    torch.manual_seed(3)
    lstm, linear = exact(nn.LSTM(inputs, hidden)), exact(nn.Linear(hidden, outputs))
    x, target = random(length, batch, inputs).detach(), random(batch, outputs).detach()
    named = {**dict(lstm.named_parameters()), "linear.weight": linear.weight, "linear.bias": linear.bias}
    start = tensors(named)
    optimizer = torch.optim.Adam(named.values(), lr=rate, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(linear(lstm(x)[1][0][0]), target)
        loss.backward()
        losses.append(loss.detach())
        optimizer.step()

    write(name, {
        "kind": name,
        "input": inputs,
        "hidden": hidden,
        "lengths": [length] * batch,
        "learningRate": rate,
        "weights": start,
        "inputs": tensors({"x": x.flatten(0, 1), "target": target}),
        "outputs": tensors({"losses": torch.stack(losses)}),
        "finalWeights": tensors(named),
    })


def main():
    FOLDER.mkdir(exist_ok=True)
    packed_case("lstm", nn.LSTM)
    packed_case("gru", nn.GRU)
    packed_case("rnn-tanh", nn.RNN, nonlinearity="tanh")
    packed_case("rnn-relu", nn.RNN, nonlinearity="relu")
    packed_case("lstm-2-layers-bidirectional", nn.LSTM, layers=2, bidirectional=True)
    adam_case("adam-lstm")


if __name__ == "__main__":
    main()
