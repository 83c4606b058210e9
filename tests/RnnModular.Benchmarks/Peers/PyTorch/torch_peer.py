"""PyTorch as a peer: nn.LSTM, or a cell written by hand and looped over the steps. See PeerProcess.cs for the lines."""
import sys
import time

import torch
import torch.nn.functional as F

by_hand = sys.argv[1] == "loop"
torch.set_num_threads(int(sys.argv[2]))
torch.set_flush_denormal(True)
torch.manual_seed(1)


class Loop(torch.nn.Module):
    """The LSTM as its users write it when they need one that the library does not have."""

    def __init__(self, inputs, hidden):
        super().__init__()
        bound = hidden ** -0.5
        shapes = [(4 * hidden, inputs), (4 * hidden, hidden), (4 * hidden,), (4 * hidden,)]
        self.w, self.u, self.b, self.c = (torch.nn.Parameter(torch.empty(*s).uniform_(-bound, bound)) for s in shapes)
        self.hidden = hidden

    def forward(self, x, state=None):
        h, c = state if state is not None else (x.new_zeros(x.shape[1], self.hidden),) * 2
        outputs = []
        for step in x:
            i, f, g, o = (F.linear(step, self.w, self.b) + F.linear(h, self.u, self.c)).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            outputs.append(h)
        return torch.stack(outputs), (h, c)


class Workload:
    def __init__(self, mode, batch, steps, inputs, hidden, lengths=()):
        self.packed = mode.startswith("packed")
        self.lengths = torch.tensor(lengths)
        mode = mode.removeprefix("packed").removeprefix("padded").lower()
        self.mode = mode
        self.lstm = Loop(inputs, hidden) if by_hand else torch.nn.LSTM(inputs, hidden)
        self.x = torch.rand(steps, batch, inputs) * 2 - 1
        self.dy = torch.rand(steps, batch, hidden) * 2 - 1
        self.state = None
        if mode == "train":
            self.x.requires_grad_()
        else:
            self.lstm.eval()

    def forward(self):
        if not self.packed:
            return self.lstm(self.x)[0]
        # What its users write around a layer: pack, run, pad again for what follows.
        rows = torch.nn.utils.rnn.pack_padded_sequence(self.x, self.lengths)
        return torch.nn.utils.rnn.pad_packed_sequence(self.lstm(rows)[0])[0]

    def once(self):
        if self.mode == "train":
            self.lstm.zero_grad(set_to_none=True)
            self.x.grad = None
            self.forward().backward(self.dy)
        elif self.mode == "step":
            _, self.state = self.lstm(self.x, self.state)
        else:
            self.forward()

    def run(self, count):
        start = time.perf_counter()
        with torch.set_grad_enabled(self.mode == "train"):
            for _ in range(count):
                self.once()
        return time.perf_counter() - start


workloads = {}
print("ok PyTorch", torch.__version__, flush=True)
for line in sys.stdin:
    words = line.split()
    try:
        if words[0] == "open":
            workloads[words[1]] = Workload(words[2], *map(int, words[3:7]), lengths=[int(word) for word in words[7:]])
            print("ok", flush=True)
        elif words[0] == "run":
            print("ok", repr(workloads[words[1]].run(int(words[2]))), flush=True)
        else:
            del workloads[words[1]]
            print("ok", flush=True)
    except Exception as failure:
        print("error", type(failure).__name__, str(failure).replace("\n", " "), flush=True)
