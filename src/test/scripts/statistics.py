#!/usr/bin/env python3
"""Writes src/test/resources/wire/statistics.json: made-up counts with their statistics.

The formulas are written down here once more, in 50 digits and independently of the program, so that
its Java and the page's JavaScript are held to the same numbers. Run it from the root of the
repository; it needs mpmath.
"""

import json
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, sqrt

mp.dps = 50

Z = mpf("1.959963984540054")
POWER = mpf("2.80")
OUTPUT = Path("src/test/resources/wire/statistics.json")


def number(value):
    return None if value is None else float(value)


def counts(pair):
    return {"correct": pair[0], "samples": pair[1]}


def share(pair):
    return mpf(pair[0]) / pair[1]


def wilson(pair):
    x, n = pair
    if n == 0:
        return None, None
    p = share(pair)
    center = p + Z**2 / (2 * n)
    half = Z * sqrt(p * (1 - p) / n + Z**2 / (4 * mpf(n) ** 2))
    scale = 1 + Z**2 / n
    low = mpf(0) if x == 0 else (center - half) / scale
    high = mpf(1) if x == n else (center + half) / scale
    return low, high


def p_of(z):
    return erfc(abs(z) / sqrt(mpf(2)))


def pooled_variance(a, b):
    p = mpf(a[0] + b[0]) / (a[1] + b[1])
    return p * (1 - p) * (mpf(1) / a[1] + mpf(1) / b[1])


def detectable(variance):
    """A variance of 0 says nothing about what could be seen, so there is no effect then."""
    return None if variance == 0 else POWER * sqrt(variance)


def newcombe(a, b):
    if a[1] == 0 or b[1] == 0:
        return None, None, None, None, None
    (l1, u1), (l0, u0) = wilson(a), wilson(b)
    p1, p0 = share(a), share(b)
    d = p1 - p0
    low = d - sqrt((p1 - l1) ** 2 + (u0 - p0) ** 2)
    high = d + sqrt((u1 - p1) ** 2 + (p0 - l0) ** 2)
    variance = pooled_variance(a, b)
    z = mpf(0) if variance == 0 else d / sqrt(variance)
    return d, low, high, z, p_of(z)


def complete(tasks):
    return all(task is not None and task[1] > 0 for task in tasks)


def average(tasks):
    if not complete(tasks):
        return None, None, None, None
    value = sum(share(t) for t in tasks) / 4
    low = value - sqrt(sum((share(t) - wilson(t)[0]) ** 2 for t in tasks)) / 4
    high = value + sqrt(sum((wilson(t)[1] - share(t)) ** 2 for t in tasks)) / 4
    error = sqrt(sum(share(t) * (1 - share(t)) / t[1] for t in tasks)) / 4
    return value, low, high, error


def average_difference(first, second):
    if not complete(first) or not complete(second):
        return None, None, None, None, None
    v1, l1, u1, _ = average(first)
    v0, l0, u0, _ = average(second)
    d = v1 - v0
    low = d - sqrt((v1 - l1) ** 2 + (u0 - v0) ** 2)
    high = d + sqrt((u1 - v1) ** 2 + (v0 - l0) ** 2)
    variance = sum(pooled_variance(a, b) for a, b in zip(first, second)) / 16
    z = mpf(0) if variance == 0 else d / sqrt(variance)
    return d, low, high, z, p_of(z)


def holm(values):
    present = sorted((i for i, v in enumerate(values) if v is not None), key=lambda i: values[i])
    adjusted = [None] * len(values)
    largest = mpf(0)
    for rank, i in enumerate(present):
        largest = max(largest, min(mpf(1), (len(present) - rank) * mpf(values[i])))
        adjusted[i] = largest
    return adjusted


def benjamini_hochberg(values):
    present = sorted((i for i, v in enumerate(values) if v is not None), key=lambda i: values[i])
    adjusted = [None] * len(values)
    smallest = mpf(1)
    for rank in range(len(present), 0, -1):
        i = present[rank - 1]
        smallest = min(smallest, len(present) * mpf(values[i]) / rank)
        adjusted[i] = smallest
    return adjusted


def best(candidates):
    """The first of the highest, and those that Holm over all others cannot tell apart from it."""
    shares = [share(c) if c[1] else None for c in candidates]
    known = [i for i, s in enumerate(shares) if s is not None]
    if not known:
        return None, []
    top = max(known, key=lambda i: (shares[i], -i))
    p = [
        None if i == top or shares[i] is None else newcombe(c, candidates[top])[4]
        for i, c in enumerate(candidates)
    ]
    return top, [i for i, q in enumerate(holm(p)) if q is not None and q >= mpf("0.05")]


def prefix_perplexity(positions, curves, at):
    if at not in positions or not curves:
        return None
    index = positions.index(at)
    if any(len(curve) <= index for curve in curves):
        return None
    return exp(sum(log(mpf(curve[index])) for curve in curves) / len(curves))


def local_loss(positions, perplexities):
    losses = []
    before, total = 0, mpf(0)
    for position, perplexity in zip(positions, perplexities):
        sum_here = position * log(mpf(perplexity))
        losses.append((sum_here - total) / (position - before))
        before, total = position, sum_here
    return losses


def cochran_armitage(steps, correct, samples):
    n = mpf(sum(samples))
    if n == 0:
        return None, None
    p = sum(correct) / n
    middle = sum(mpf(s) * k for s, k in zip(steps, samples)) / n
    statistic = sum((s - middle) * (x - k * p) for s, x, k in zip(steps, correct, samples))
    variance = p * (1 - p) * sum(k * (s - middle) ** 2 for s, k in zip(steps, samples))
    z = mpf(0) if variance == 0 else statistic / sqrt(variance)
    return z, p_of(z)


SINGLE = [
    (0, 0), (0, 1), (1, 1), (0, 7), (7, 7), (1, 7), (0, 900), (900, 900), (1, 900), (450, 900),
    (523, 1000), (1311, 2000), (1502, 1871), (1999, 2000), (123456, 1000000),
]

PAIRS = [
    ((0, 0), (5, 10)), ((5, 10), (0, 0)), ((0, 12), (0, 12)), ((12, 12), (12, 12)),
    ((0, 12), (0, 31)), ((12, 12), (31, 31)), ((12, 12), (0, 12)), ((0, 12), (12, 12)),
    ((12, 12), (0, 31)), ((6, 12), (6, 12)), ((6, 12), (12, 24)), ((1, 2), (1, 3)),
    ((562, 1000), (531, 1000)), ((531, 1000), (562, 1000)), ((1130, 2000), (531, 1000)),
    ((1380, 2000), (1275, 2000)), ((1502, 1871), (1499, 1871)), ((700, 1000), (419, 1000)),
    ((800, 1000), (412, 1000)), ((1600, 2000), (820, 2000)), ((990, 1000), (10, 1000)),
    ((1, 2000), (0, 2000)), ((1999, 2000), (2000, 2000)), ((50400, 100000), (49800, 100000)),
]

BASE = [(531, 1000), (1275, 2000), (1499, 1871), (1142, 1871)]
AVERAGES = [
    BASE,
    [(562, 1000), (1380, 2000), (1502, 1871), (1160, 1871)],
    [(1130, 2000), (1380, 2000), (1502, 1871), (1160, 1871)],
    [(0, 10), (0, 20), (0, 30), (0, 40)],
    [(10, 10), (20, 20), (30, 30), (40, 40)],
    [(10, 10), (0, 20), (15, 30), (39, 40)],
    [(800, 1000), (1700, 2000), (1800, 1871), (1700, 1871)],
    [(531, 1000), None, (1499, 1871), (1142, 1871)],
    [(531, 1000), (0, 0), (1499, 1871), (1142, 1871)],
]

FAMILIES = [
    [],
    [None, None],
    [0.04],
    [0.01, 0.04, 0.03, 0.005],
    [0.01, None, 0.04, 0.03, None, 0.005],
    [0.02, 0.02, 0.02],
    [0.03, 0.01, 0.03, 0.01, 1],
    [1, 1, 1],
    [0, 0.5, 1],
    [1e-40, 2e-12, 0.0124, 0.0126, 0.2, 0.7, None, 0.049, 0.051],
]

CANDIDATES = [
    [],
    [(0, 0)],
    [(5, 10)],
    [(531, 1000), (562, 1000), (700, 1000), (690, 1000), (655, 1000)],
    [(700, 1000), (700, 1000), (400, 1000)],
    [(0, 0), (700, 1000), (1360, 2000), (0, 1000)],
    [(12, 12), (12, 12), (31, 31)],
]

POSITIONS = [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]
CURVES = [
    [771.74, 635.58, 574.78, 596.32, 649.42, 698.59, 796.06, 903.05],
    [412.05, 388.2, 401.77, 455.01, 470.3, 512.99, 560.12],
    [1023.4, 998.21, 940.06, 951.7, 1001.5, 1180.33, 1250.01, 1304.6],
]
PREFIXES = [
    (POSITIONS, CURVES, 1000), (POSITIONS, CURVES, 7000), (POSITIONS, CURVES, 8000),
    (POSITIONS, CURVES[:1], 8000), (POSITIONS, CURVES, 2500), (POSITIONS, [], 1000),
    ([500, 8000], [[1.5, 73720.0], [1.25, 2.0]], 8000),
]

TRENDS = [
    ([400, 1200, 2000, 2800, 3600], [531, 548, 553, 571, 590], [1000] * 5),
    ([400, 1200, 2000, 2800, 3600], [590, 571, 553, 548, 531], [1000] * 5),
    ([100, 200, 400, 800, 1600, 3200], [531, 540, 1071, 533, 529, 536],
     [1000, 1000, 2000, 1000, 1000, 1000]),
    ([1, 2, 3, 4, 5], [300, 600, 900, 1200, 1500], [2000] * 5),
    ([1, 2, 3, 4, 5], [0, 0, 0, 0, 0], [10] * 5),
    ([1, 2, 3, 4, 5], [10, 10, 10, 10, 10], [10] * 5),
    ([7, 7, 7, 7, 7], [1, 2, 3, 4, 5], [10] * 5),
    ([1000000, 1000001, 1000002, 1000003, 1000004], [5, 6, 7, 8, 9], [10, 11, 12, 13, 14]),
    ([1, 2, 3, 4, 5], [0, 0, 0, 0, 0], [0] * 5),
]


def fields(names, values):
    return dict(zip(names, map(number, values)))


def tasks_of(tasks):
    return [None if task is None else counts(task) for task in tasks]


def document():
    test = ("difference", "low", "high", "z", "p")
    return {
        "wilson": [counts(c) | fields(("low", "high"), wilson(c)) for c in SINGLE],
        "newcombe": [
            {"first": counts(a), "second": counts(b)} | fields(test, newcombe(a, b))
            for a, b in PAIRS
        ],
        "average": [
            {"tasks": tasks_of(t)}
            | fields(("value", "low", "high", "standardError"), average(t))
            for t in AVERAGES
        ],
        "averageDifference": [
            {"first": tasks_of(t), "second": tasks_of(BASE)}
            | fields(test, average_difference(t, BASE))
            for t in AVERAGES
        ],
        "holm": [{"p": f, "adjusted": list(map(number, holm(f)))} for f in FAMILIES],
        "benjaminiHochberg": [
            {"p": f, "adjusted": list(map(number, benjamini_hochberg(f)))} for f in FAMILIES
        ],
        "detectable": [
            {"first": counts(a), "second": counts(b),
             "detectable": number(detectable(pooled_variance(a, b)))}
            for a, b in PAIRS if a[1] and b[1]
        ],
        "detectableAverage": [
            {"first": tasks_of(t), "second": tasks_of(BASE),
             "detectable": number(
                 detectable(sum(pooled_variance(a, b) for a, b in zip(t, BASE)) / 16))}
            for t in AVERAGES if complete(t)
        ],
        "best": [
            {"candidates": list(map(counts, c)), "best": top, "inseparable": others}
            for c in CANDIDATES for top, others in [best(c)]
        ],
        "prefixPerplexity": [
            {"positions": p, "curves": c, "at": at,
             "value": number(prefix_perplexity(p, c, at))}
            for p, c, at in PREFIXES
        ],
        "lastCommonPosition": [
            {"positions": POSITIONS, "curves": CURVES, "position": 7000},
            {"positions": POSITIONS, "curves": [], "position": None},
        ],
        "localLoss": [
            {"positions": p, "perplexities": c, "losses": list(map(number, local_loss(p, c)))}
            for p, c in [(POSITIONS, CURVES[0]), (POSITIONS, CURVES[1]), ([500, 2000, 2500],
                         [1.5, 73720.0, 9000.25]), ([], [])]
        ],
        "cochranArmitage": [
            {"steps": s, "correct": x, "samples": n}
            | fields(("z", "p"), cochran_armitage(s, x, n))
            for s, x, n in TRENDS
        ],
    }


def main():
    parts = []
    for name, cases in document().items():
        lines = ",\n".join("    " + json.dumps(case, allow_nan=False) for case in cases)
        parts.append(f'  "{name}": [\n{lines}\n  ]')
    OUTPUT.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
