"""The board of Paper Metrics in a notebook: runs, comparisons and curves as pandas DataFrames.

    from paper_metrics import Board

    board = Board()                              # the daemon of this user
    board = Board("http://host:8765", token=T)   # one elsewhere
    board = Board("dashboard_data.json")         # a data file, or dashboard_standalone.html

    board.runs(training="ttt", where="metrics.sblimp_accuracy>=0.55", sort="-avg")
    board.compare(["exp_cp002000", "exp_cp004000"], reference="baseline_pretrained")
    board.curves(["exp_cp002000"])
    board.show(["exp_cp002000", "exp_cp004000"], view="context")
    print(board.latex(training="ttt", intervals=True))

Filters are the query parameters of /api/v1/runs. Written by `paper-metrics notebook`, which writes a
newer one over it; needs Python 3.8 and pandas.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import html
import http.client
import json
import math
import os
import re
import secrets
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.parse
import warnings
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy
import pandas as pd

__all__ = ["Board", "BoardError"]
__version__ = "@version@"

_STATE_DIRECTORY = "@state-directory@"
"""As the configuration said when this file was written."""

_JAR = "@jar@"
"""The program that wrote this file, empty where that is none."""


class BoardError(Exception):
    """Says in one sentence what cannot be done, and what to do."""

    def _render_traceback_(self):
        """What a notebook shows: the sentence alone."""
        return ["BoardError: " + str(self)]


class Board:
    """A board of runs: of a daemon, or of a data file.

    source: nothing for the daemon of this user, an address (also one that `paper-metrics open` prints), a
        dashboard_data.json or a dashboard_standalone.html
    token: of a daemon at an address; sent only after that has proved to know it
    state_dir: of the daemon of this user, where it is not the usual one
    program: the command that answers for a data file, such as ["java", "-jar", "paper-metrics.jar"]
    """

    def __init__(self, source=None, *, token=None, state_dir=None, program=None):
        text = "" if source is None else os.fspath(source)
        if source is None:
            self._source = _Daemon.of_user(Path(state_dir or _state_directory()).expanduser())
        elif re.match("https?://", text):
            address, _, fragment = text.partition("#")
            given = urllib.parse.parse_qs(fragment).get("token", [None])[0]
            self._source = _Daemon(address, token or given)
        else:
            self._source = _DataFile(Path(text).expanduser(), program)
        self._template = None
        self._source.check()

    def __repr__(self):
        return "Board of " + self._source.place

    def runs(self, **filters):
        """The runs, one row each, with the id as index and without the training configuration.

        Filters are those of /api/v1/runs: id, tag, training, data, ttt, lora, min_step, max_step, q, where, sort,
        limit, offset, and fields for other columns, such as ["name", "avg", "training_config.optim.lr"] or "*".
        """
        fields = _names(filters.pop("fields", _USUAL))
        answer = self._source.runs(_parameters({**filters, "fields": ["id", *fields]}))
        return _runs_frame(answer, fields)

    def compare(self, ids=None, *, reference=None, adjust=None, **filters):
        """The statistics of runs beside a reference run: one row for each run and metric.

        reference: a run's id; without it the baseline
        adjust: of the p-values: holm (as without it), bh or none
        """
        if ids is not None:
            filters["id"] = _ids(ids)
        parameters = _parameters({**filters, "reference": reference, "adjust": adjust})
        return _comparison_frame(self._source.comparison(parameters))

    def curves(self, ids, of="files"):
        """Long-context curves: one row for each run, audio file and position.

        of: files, or over all files of a run mean or median
        """
        if of not in _CURVES:
            raise BoardError(f"of is {of!r}; it is one of {', '.join(_CURVES)}.")
        return _curves_frame(self._source.whole_runs(_ids(ids)), of)

    def latex(self, ids=None, **options):
        """A table for a paper, as LaTeX; what its rows come from stands in its comments.

        options: filters, fields, reference, adjust, intervals, differences, and group, which is training or experiment
        """
        if ids is not None:
            options["id"] = _ids(ids)
        return self._source.latex(_parameters({**options, "format": "latex"}))

    def show(self, select=None, view=None, *, live=None, height=700, address=None):
        """Puts the page into the cell: an offline snapshot, and in its place the live page where that can be reached.

        select: the ids of the runs that are shown, or a frame of runs; all without it
        view: scores, context, config, trends or explore
        live: False for the snapshot alone, True for the live page alone, which is not there when the
            notebook is opened again
        address: of the page for the browser, where that is another than for this program
        """
        ids = None if select is None else _ids(select)
        _Cell(self._source, ids, _fragment(ids, view), height).show(live, address, self._page)

    def _page(self):
        if self._template is None:
            self._template = self._source.page()
        return self._template

    def _repr_html_(self):
        try:
            return _board_html(self._source)
        except BoardError as error:
            return "<p>" + html.escape(str(error)) + "</p>"


# Names of what is asked for


def _names(names):
    return names.split(",") if isinstance(names, str) else list(names)


def _ids(ids):
    """The ids that somebody means with one, several, or a frame of runs."""
    if isinstance(ids, str):
        return [ids]
    if isinstance(ids, (pd.DataFrame, pd.Series)):
        ids = ids.index
    return list(dict.fromkeys(str(one) for one in ids))


def _parameters(values):
    """Query parameters as pairs of texts, in the forms that the API asks for."""
    pairs = []
    for name, value in values.items():
        if value is None:
            continue
        if isinstance(value, bool):
            yes, no = ("1", "0") if name in _SWITCHES else ("yes", "no")
            value = yes if value else no
        if isinstance(value, (str, int, float)):
            value = [value]
        texts = [str(one) for one in value]
        pairs += [(name, ",".join(texts))] if name in _LISTS else [(name, text) for text in texts]
    if values.get("id") is not None and not any(name == "id" for name, _ in pairs):
        raise BoardError("No run is named; give the ids of runs, which are the index of runs().")
    return pairs


_SWITCHES = ("intervals", "differences")
_LISTS = ("fields", "sort")
_TABS = ("scores", "context", "config")
_PLACES = ("trends", "explore")


def _fragment(ids, view):
    """What the page reads from its address."""
    values = {}
    if view in _PLACES:
        values["place"] = view
    elif view in _TABS:
        values["tab"] = view
    elif view is not None:
        raise BoardError(f"view is {view!r}; it is one of {', '.join(_TABS + _PLACES)}.")
    if view in _TABS or (ids is not None and view is None):
        values["panel"] = "open"
    if ids is not None:
        values["sel"] = "~".join(one.replace("%", "%25").replace("~", "%7E") for one in ids)
    return urllib.parse.urlencode(values)


# Where the board comes from


def _state_directory():
    if _STATE_DIRECTORY:
        return Path(_STATE_DIRECTORY)
    configured = os.environ.get("XDG_STATE_HOME", "")
    parent = Path(configured) if configured.startswith("/") else Path.home() / ".local/state"
    return parent / "paper-metrics"


class _Daemon:
    """A daemon, asked by HTTP. Each connection that carries the token begins with a proof that the server knows it."""

    TIMEOUT_SECONDS = 20

    def __init__(self, address, token, port=None):
        self.address = address.rstrip("/")
        self._url = urllib.parse.urlsplit(self.address)
        self._token = token
        self._port = port  # That the daemon listens on; a tunnel may have another one in the address.
        self._framing = None

    @classmethod
    def of_user(cls, state_dir):
        """The daemon that has noted its address in a state directory."""
        try:
            address, process = (state_dir / "address").read_text(encoding="utf-8").splitlines()
            if not _lives(process):
                raise FileNotFoundError
            file = state_dir / "token"
            token = file.read_text(encoding="utf-8").strip() if file.is_file() else None
        except (FileNotFoundError, NotADirectoryError, ValueError):
            raise BoardError(
                f"No daemon is running with the state directory {state_dir}; start one with: paper-metrics serve,"
                " or name an address or a data file, such as Board('dashboard_data.json')."
            ) from None
        except OSError as error:
            raise BoardError(
                f"{error.filename} cannot be read ({error.strerror}); it must belong to the user of this notebook."
            ) from None
        return cls(address, token, urllib.parse.urlsplit(address).port)

    @property
    def place(self):
        return self.address

    def check(self):
        """Makes sure that a daemon is there and lets this program in."""
        if "status" not in _json(self._answer("/healthz", secret=False)[1], self):
            raise self._no_daemon()
        version = self._ask("/api/v1/status").get("version")
        if version != __version__:
            warnings.warn(
                f"This paper_metrics.py is of version {__version__} and the daemon of {version};"
                " write it again with: paper-metrics notebook --output paper_metrics.py",
                stacklevel=3,
            )

    def runs(self, parameters):
        return self._ask("/api/v1/runs", parameters)

    def comparison(self, parameters):
        return self._ask("/api/v1/compare", parameters)

    def latex(self, parameters):
        return self._text("/api/v1/runs", parameters)

    def whole_runs(self, ids):
        with self._connection() as connection:
            proved = self._proves(connection)
            return [self._whole_run(connection, proved, one) for one in ids]

    def _whole_run(self, connection, proved, one):
        path = "/api/v1/runs/" + urllib.parse.quote(one, safe="")
        status, body, _ = self._request(connection, path, secret=proved)
        if status == 404:
            raise BoardError(f"No run has the id {one!r}; runs() lists those there are.")
        return _json(self._good(path, status, body), self)

    def page(self):
        """The page with everything in one file."""
        return self._text("/dashboard_standalone.html")

    def framing(self):
        """The origins whose pages may show the page in a frame."""
        policy = self._answer("/", secret=False)[2].get("Content-Security-Policy", "")
        sources = re.search("frame-ancestors ([^;]*)", policy)
        return [one for one in sources.group(1).split() if one != "'none'"] if sources else []

    def live_address(self, address, fragment):
        """Where a browser finds the live page, with the token."""
        values = [urllib.parse.urlencode({"token": self._token})] if self._asks_for_token() else []
        return (address or self.address).rstrip("/") + "/#" + "&".join([*values, *([fragment] if fragment else [])])

    def _asks_for_token(self):
        with self._connection() as connection:
            return self._proves(connection)

    def _ask(self, path, parameters=()):
        return _json(self._text(path, parameters), self)

    def _text(self, path, parameters=()):
        query = "?" + urllib.parse.urlencode(parameters) if parameters else ""
        status, body, _ = self._answer(path + query)
        return self._good(path, status, body)

    def _good(self, path, status, body):
        if status == 200:
            return body
        if status == 401:
            raise BoardError(
                f"The daemon at {self.address} asks for another token; give the one of the address that"
                " `paper-metrics open` prints: Board(address, token=…)."
            )
        detail = ""
        try:
            detail = json.loads(body)["detail"]
        except (ValueError, KeyError, TypeError):
            pass
        raise BoardError(detail if status == 400 and detail else f"{self.address} answers {status} to {path}. {detail}")

    def _answer(self, path, secret=True):
        with self._connection() as connection:
            return self._request(connection, path, secret=secret and self._proves(connection))

    def _connection(self):
        return _Connection(self._url, self.TIMEOUT_SECONDS, self._unreachable)

    def _request(self, connection, path, secret):
        headers = {"Authorization": "Bearer " + self._token} if secret else {}
        return connection.get(self._url.path + path, headers)

    def _proves(self, connection):
        """Whether the server at the other end knows the token; False where it asks for none, or none is known."""
        if self._token is None:
            return False
        nonce = secrets.token_hex(32)
        status, body, _ = self._request(connection, "/api/v1/challenge?nonce=" + nonce, secret=False)
        if status == 404:
            return False
        answer = _json(body, self) if status == 200 else {}
        port = answer.get("port")
        text = "\n".join(["paper-metrics challenge v1", connection.host, str(port), nonce])
        proof = hmac.new(self._token.encode(), text.encode(), hashlib.sha256).hexdigest()
        same = hmac.compare_digest(proof.encode(), str(answer.get("proof")).encode())
        if not same or self._port not in (None, port):
            raise BoardError(
                f"What answers at {self.address} does not know this token, so the token was not sent; another program"
                " may be using the port, or the daemon has another token: see paper-metrics open."
            )
        self._port = port
        return True

    def _unreachable(self, error):
        return BoardError(
            f"Nothing answers at {self.address} ({error}); start the daemon with: paper-metrics serve, or name a data"
            " file, such as Board('dashboard_data.json')."
        )

    def _no_daemon(self):
        return BoardError(f"What answers at {self.address} is no daemon of Paper Metrics; see paper-metrics open.")


class _Connection:
    """One connection to a server. It is never opened a second time: another program might answer then."""

    def __init__(self, url, timeout, unreachable):
        default = 443 if url.scheme == "https" else 80
        name = url.hostname or ""
        name = f"[{name}]" if ":" in name else name
        try:
            port = url.port or default
        except ValueError as error:
            raise unreachable(error) from None
        self.host = name if port == default else f"{name}:{port}"
        self._unreachable = unreachable
        if url.scheme == "https":
            self._http = http.client.HTTPSConnection(
                url.hostname, port, timeout=timeout, context=ssl.create_default_context()
            )
        else:
            self._http = http.client.HTTPConnection(url.hostname, port, timeout=timeout)

    def __enter__(self):
        try:
            self._http.connect()
        except OSError as error:
            raise self._unreachable(error) from None
        self._http.auto_open = 0
        return self

    def __exit__(self, *error):
        self._http.close()

    def get(self, path, headers):
        """The status, the text and the headers of an answer."""
        try:
            self._http.request("GET", path, headers={"Host": self.host, **headers})
            response = self._http.getresponse()
            return response.status, response.read().decode("utf-8", "replace"), response.headers
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._unreachable(error) from None


def _json(text, daemon):
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    if not isinstance(answer, (dict, list)):
        raise daemon._no_daemon()
    return answer


def _lives(process):
    """Whether the process still lives that noted `PID STARTED`: the port of another may be anybody's by now."""
    pid, started = (int(part) for part in process.split())
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass
    except OSError:
        return False
    try:
        ticks = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
        boot = int(re.search(r"btime (\d+)", Path("/proc/stat").read_text()).group(1))
        # The time of a start moves with the clock of the machine.
        return abs(boot + ticks / os.sysconf("SC_CLK_TCK") - started) < 60
    except OSError:
        return True


class _DataFile:
    """A data file. The program answers what is more than to show it."""

    DATA = '<script type="text/plain" id="data">'

    def __init__(self, path, program):
        self._path = path
        self._program = [program] if isinstance(program, (str, os.PathLike)) else program
        self._data = None

    @property
    def place(self):
        return str(self._path)

    def check(self):
        """Reads it."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except OSError as error:
            raise BoardError(
                f"The data file {self._path} cannot be read ({error.strerror}); make one with: paper-metrics aggregate"
            ) from None
        except ValueError:
            text = ""
        try:
            start = text.rfind(self.DATA)
            if start >= 0:
                packed = text[start + len(self.DATA) : text.index("<", start + len(self.DATA))]
                text = gzip.decompress(base64.b64decode(packed)).decode("utf-8")
            self._data = json.loads(text)
            self._runs = {run["id"]: run for run in self._data["runs"]}
            self._data["metadata"]["total_runs"]
        except (ValueError, OSError, EOFError, KeyError, TypeError):
            raise BoardError(
                f"{self._path} is neither a dashboard_data.json nor a dashboard_standalone.html of Paper Metrics."
            ) from None

    def runs(self, parameters):
        if any(name not in ("fields", "limit") for name, _ in parameters):
            return self._told_json(parameters)
        values = dict(parameters)
        runs = list(self._runs.values())[: int(values.get("limit", len(self._runs)))]
        wanted = values["fields"].split(",")
        rows = [_row(run) for run in runs]
        metadata = self._data["metadata"]
        return {
            "runs": [{name: row[name] for name in row if _is_wanted(name, wanted)} for row in rows],
            "matched": len(self._runs),
            "baseline": (self._data.get("baseline") or {}).get("id"),
            "metrics": metadata.get("metrics", []),
            "time_zone": metadata.get("time_zone", ""),
        }

    def comparison(self, parameters):
        return self._told_json([*parameters, ("comparison", "1")])

    def latex(self, parameters):
        return self._told(parameters)

    def whole_runs(self, ids):
        missing = [one for one in ids if one not in self._runs]
        if missing:
            raise BoardError(f"No run in {self._path} has the id {missing[0]!r}; runs() lists those there are.")
        return [self._runs[one] for one in ids]

    def page(self):
        """The page with everything in one file, where one is at hand."""
        for page in (self._path, self._path.with_name("dashboard_standalone.html")):
            if page.suffix == ".html" and page.is_file():
                return page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as directory:
            page = Path(directory) / "page.html"
            self._run("standalone", "--data", str(self._path), "--output", str(page))
            return page.read_text(encoding="utf-8")

    def framing(self):
        return []

    def has_program(self):
        return self._command() is not None

    def _told_json(self, parameters):
        return json.loads(self._told([*parameters, ("format", "json")]))

    def _told(self, parameters):
        """What the program exports of the file."""
        options = []
        for name, value in parameters:
            option = "--" + {"data": "trained-on"}.get(name, name.replace("_", "-"))
            if name in (*_SWITCHES, "comparison"):
                options += [option] if value == "1" else []
            else:
                options.append(f"{option}={value}")
        if self._path.suffix != ".html":
            return self._run("export", "--data", str(self._path), *options)
        with tempfile.TemporaryDirectory() as directory:
            data = Path(directory) / "dashboard_data.json"
            data.write_text(json.dumps(self._data), encoding="utf-8")
            return self._run("export", "--data", str(data), *options)

    def _run(self, *arguments):
        command = self._command()
        if command is None:
            raise BoardError(
                "Filters, comparisons, LaTeX and pages of a data file are made by the program paper-metrics, which is"
                " not installed here; name it with Board(FILE, program=['java', '-jar', 'paper-metrics.jar'])."
            )
        try:
            done = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        except OSError as error:
            raise BoardError(f"{command[0]} cannot be run ({error.strerror}); name the program with program=.") from None
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip()
            raise BoardError(said[len("paper-metrics: ") :] if said.startswith("paper-metrics: ") else said)
        return done.stdout.decode("utf-8")

    def _command(self):
        if self._program is not None:
            return [os.fspath(part) for part in self._program]
        installed = shutil.which("paper-metrics") or shutil.which(str(Path.home() / ".local/bin/paper-metrics"))
        if installed:
            return [installed]
        return ["java", "-jar", _JAR] if os.path.isfile(_JAR) and shutil.which("java") else None


def _is_wanted(name, fields):
    return any(name == field or (field.endswith("*") and name.startswith(field[:-1])) for field in fields)


def _row(run):
    """A run of a data file with the names that the API has for its fields."""
    metrics = run["metrics"]
    row = {
        name: run[name]
        for name in ("id", "name", "checkpoint_path", "checkpoint_step", "evaluation_timestamp", "unavailable_since")
        if run.get(name) is not None
    }
    config = run["training_config"]
    for part in ("ttt", "lora"):
        section = config.get(part)
        row[part] = "yes" if isinstance(section, dict) and section.get("enable") is True else "no"
    accuracies = [_number(metrics.get(task + "_accuracy")) for task in ("sblimp", "swuggy", "tstory", "sstory")]
    known = [one for one in accuracies if one is not None and 0 <= one <= 1]
    if len(known) == len(accuracies):
        row["avg"] = sum(known) / len(known)
    row["tasks"] = len(known)
    row["has_progression"] = bool(run.get("librilight_progression"))
    row.update({name: run[name] for name in ("tags", "notes", "annotation") if run.get(name)})
    row["starred"] = bool(run.get("starred"))
    for position, value in run.get("prefix_perplexity", {}).items():
        row["prefix_perplexity." + ("end" if position == "last" else position)] = (
            value["value"] if position == "last" else value
        )
    row.update(("metrics." + name, value) for name, value in _leaves(metrics))
    row.update(("training_config." + name, value) for name, value in _leaves(config))
    return row


def _leaves(section):
    for name, value in section.items():
        if isinstance(value, dict) and value:
            for inner, leaf in _leaves(value):
                yield f"{name}.{inner}", leaf
        elif value is not None:
            yield name, value


def _number(value):
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


# Frames

_PREFIXES = ["prefix_perplexity." + place for place in ("8000", "16000", "24000", "end")]
_OF_A_RUN = [
    "name",
    "checkpoint_path",
    "checkpoint_step",
    "evaluation_timestamp",
    "unavailable_since",
    "ttt",
    "lora",
    "avg",
    "tasks",
    "has_progression",
    "tags",
    "notes",
    *_PREFIXES,
]
_USUAL = [*_OF_A_RUN, "metrics.*"]
# Curves inside the results, which curves() gives as rows.
_POINTS = ["metrics.librilight_progression" + kind for kind in ("", "_individual", "_mean", "_median")]
_FAMILIES = {"training": ("ttt", "lora", "full", "baseline"), "data": ("daily-talk", "librilight", "librispeech")}
_COMPARED = {
    "name": "string",
    "checkpoint_step": "Int64",
    "metric": "category",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "correct": "Int64",
    "samples": "Int64",
    "difference": "float64",
    "difference_low": "float64",
    "difference_high": "float64",
    "p": "float64",
    "p_adjusted": "float64",
    "verdict": pd.CategoricalDtype(["better", "worse", "undecided", "not_comparable", "reference", "missing"]),
    "detectable": "float64",
    "mark": pd.CategoricalDtype(["best", "inseparable"]),
    "reason": "string",
    "comparability": "string",
}
_CURVES = {
    "files": ("individual", ("file", "position", "loss", "perplexity")),
    "mean": ("mean", ("position", "loss", "loss_std", "perplexity", "perplexity_std", "n_samples")),
    "median": ("median", ("position", "loss", "perplexity", "n_samples")),
}


def _runs_frame(answer, fields):
    rows = answer["runs"]
    named = [name for field in fields for name in (_OF_A_RUN if field == "*" else [field]) if "*" not in name]
    columns = dict.fromkeys(named)
    for row in rows:
        columns.update(dict.fromkeys(name for name in row if name not in _POINTS))
    columns.pop("id", None)
    kinds = _Kinds(answer)
    arrays = {name: kinds.array(name, [row.get(name) for row in rows]) for name in columns}
    if "tags" in arrays:
        for family, tags in _FAMILIES.items():
            found = [next((tag for tag in row.get("tags", ()) if tag in tags), None) for row in rows]
            arrays[family] = pd.Categorical(found, categories=tags)
    frame = pd.DataFrame(arrays, index=_index(rows))
    frame.attrs.update({name: answer[name] for name in ("epoch", "revision", "matched", "baseline") if name in answer})
    return frame


def _index(rows):
    return pd.Index([row["id"] for row in rows], name="id", dtype=object)


class _Kinds:
    """What the columns of runs hold."""

    def __init__(self, answer):
        self._zone = _zone(answer.get("time_zone", ""))
        self._counts = {metric["samples"] for metric in answer.get("metrics", []) if metric.get("samples")}

    def array(self, name, values):
        last = name[len("metrics.") :] if name.startswith("metrics.") else ""
        if name == "evaluation_timestamp":
            # Of the hour that a change of the clock repeats, the first is taken, as on the page.
            first = numpy.ones(len(values), dtype=bool)
            return _times(values).tz_localize(self._zone, ambiguous=first, nonexistent="shift_forward")
        if name == "unavailable_since":
            return pd.to_datetime(_times(values), utc=True).tz_convert(self._zone)
        if name in ("ttt", "lora"):
            return pd.array([None if value is None else value == "yes" for value in values], dtype="boolean")
        if name in ("checkpoint_step", "tasks") or last in self._counts or re.search("_(samples|correct)$", last):
            return _whole(values)
        if name == "has_progression":
            return pd.array(values, dtype="boolean")
        if name == "tags":
            return _objects([tuple(value or ()) for value in values])
        if name == "avg" or name in _PREFIXES or (last and all(_is_figure(value) for value in values)):
            return _figures(values)
        return _guessed(values)


def _zone(name):
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d\d):(\d\d)", name)
    if offset:
        minutes = int(offset.group(2)) * 60 + int(offset.group(3))
        return timezone(timedelta(minutes=-minutes if offset.group(1) == "-" else minutes))
    try:
        return pd.Timestamp("2000-01-01").tz_localize(name or "UTC").tz
    except Exception:  # Each library of time zones has an exception of its own.
        raise BoardError(f"Python does not know the time zone {name} of the board; install the package tzdata.") from None


def _times(values):
    return pd.DatetimeIndex([pd.NaT if value is None else pd.Timestamp(value) for value in values])


def _objects(values):
    array = numpy.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        array[place] = value
    return array


def _is_figure(value):
    return value is None or (isinstance(value, (int, float, str)) and _number(value) is not None)


def _figures(values):
    numbers = [_number(value) for value in values]
    return numpy.array([math.nan if number is None else number for number in numbers], dtype="float64")


def _whole(values):
    numbers = [_number(value) for value in values]
    return pd.array([int(one) if one is not None and _is_whole(one) else None for one in numbers], dtype="Int64")


def _is_whole(number):
    return number.is_integer() and abs(number) < 2**63


def _guessed(values):
    """An array of what the values are; lists are tuples, so that rows can be grouped by them."""
    values = [tuple(value) if isinstance(value, list) else value for value in values]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pd.array(values, dtype="boolean")
    if kinds == {int} and all(value is None or abs(value) < 2**63 for value in values):
        return pd.array(values, dtype="Int64")
    if kinds and kinds <= {int, float}:
        return _figures(values)
    if kinds <= {str}:
        return pd.array(values, dtype="string")
    return _objects(values)


def _comparison_frame(answer):
    """One row for each run and metric."""
    best = answer.get("best", {})
    rows = []
    for run in answer["runs"]:
        about = {
            "id": run["id"],
            "name": run["name"],
            "checkpoint_step": run["checkpoint_step"],
            "comparability": " ".join(run.get("comparability", [])) or None,
        }
        for metric, statistics in run["metrics"].items():
            rows.append({**about, **statistics, "metric": metric, "mark": _mark(best.get(metric, {}), run["id"])})
        for place, value in run.get("prefix_perplexity", {}).items():
            number = value["value"] if place == "common" else value
            rows.append({**about, "metric": "prefix_perplexity." + place, "value": number})
    frame = pd.DataFrame(
        {name: _array([row.get(name) for row in rows], dtype) for name, dtype in _COMPARED.items()}, index=_index(rows)
    )
    frame.attrs.update({name: answer[name] for name in ("reference", "adjust", "family") if name in answer})
    return frame


def _array(values, dtype):
    return _figures(values) if dtype == "float64" else pd.Series(values, dtype=dtype).array


def _mark(best, run):
    return "best" if best.get("id") == run else "inseparable" if run in best.get("inseparable", ()) else None


def _curves_frame(runs, of):
    kind, names = _CURVES[of]
    rows = []
    for run in runs:
        found = run.get("librilight_progression_" + kind) or []
        for number, points in enumerate(found if of == "files" else [found], 1):
            rows += [{"id": run["id"], "file": number, **point} for point in points]
    counts = ("file", "position", "n_samples")
    arrays = {
        name: (_whole if name in counts else _figures)([row.get(name) for row in rows]) for name in names
    }
    return pd.DataFrame(arrays, index=_index(rows))


# What stands in a cell

_TABLE_ROWS = 20
_TASKS = {
    "average": "Average",
    "sblimp_accuracy": "sBLIMP",
    "swuggy_accuracy": "sWUGGY",
    "tstory_accuracy": "tStory",
    "sstory_accuracy": "sStory",
}


def _board_html(source):
    """The best runs as a small table, in which all text is escaped."""
    matched = source.runs(_parameters({"fields": "id", "limit": 0}))["matched"]
    if isinstance(source, _DataFile) and not source.has_program():
        return f"<p>{matched} runs in {html.escape(source.place)}</p>"
    answer = source.comparison(_parameters({"sort": "-avg", "limit": _TABLE_ROWS}))
    best = answer.get("best", {})
    lines = []
    for run in answer["runs"]:
        cells = [_cell(run["metrics"].get(task, {}), _mark(best.get(task, {}), run["id"])) for task in _TASKS]
        name, step = html.escape(run["name"]), run["checkpoint_step"]
        lines.append(f"<tr><td title='{html.escape(run['id'])}'>{name}</td><td>{step}</td>{''.join(cells)}</tr>")
    heads = "".join(f"<th>{head}</th>" for head in ("Run", "Step", *_TASKS.values()))
    shown = f"the {len(lines)} best by average of {matched} runs" if len(lines) < matched else f"{matched} runs"
    return (
        f"<table><caption>{html.escape(source.place)}: {shown}. <b>Bold</b>: best of these rows; ≈: cannot be told"
        f" apart from it.</caption><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _cell(statistics, mark):
    if "value" not in statistics:
        return "<td>–</td>"
    text = f"{statistics['value'] * 100:.1f}"
    return {
        "best": f"<td><b>{text}</b></td>",
        "inseparable": f"<td title='cannot be told apart from the best'>≈ {text}</td>",
    }.get(mark, f"<td>{text}</td>")


class _Cell:
    """The page in a cell. What is saved with the notebook is a snapshot, which holds neither token nor address.

    A second output carries the address of the live page to the browser, and is emptied when that has read it. The
    snapshot gives way when the live page says that it has started.
    """

    MOST_BYTES = 20_000_000

    # A front end draws an output a moment after it has it.
    READ_SECONDS = 0.5

    def __init__(self, source, ids, fragment, height):
        self._source = source
        self._ids = ids
        self._fragment = fragment
        self._height = int(height)
        self._id = "paper-metrics-" + secrets.token_hex(8)

    def show(self, live, address, page):
        try:
            from IPython.display import HTML, display
        except ImportError:
            raise BoardError("show() puts the page into a notebook, and there is none; see paper-metrics open.") from None
        origins = [] if live is False else self._source.framing()
        if live and not origins:
            raise BoardError(self._refusal("the address of this notebook server, such as http://localhost:8888"))
        snapshot = "" if live else self._snapshot(page())
        note = "" if live is False or isinstance(self._source, _DataFile) else self._note(origins)
        display(
            HTML(
                f"<div id='{self._id}' style='position: relative; min-height: {self._height}px'>"
                f"{snapshot}</div><p id='{self._id}-note'>{html.escape(note)}</p>"
            )
        )
        if origins:
            script = display(HTML(self._script(address, origins)), display_id=True)
            time.sleep(self.READ_SECONDS)
            script.update(HTML(""))

    def _note(self, origins):
        return "" if origins else self._refusal("the address of this notebook server, such as http://localhost:8888")

    def _refusal(self, origin):
        return (
            f"The live page of {self._source.place} may not be shown here; to allow it, add {origin},"
            " to http.frame-ancestors in the daemon's config.yaml."
        )

    def _snapshot(self, page):
        if self._ids is not None:
            page = _with_runs(page, self._source, self._ids)
        if len(page) > self.MOST_BYTES:
            raise BoardError("The board has too many runs for a cell; name those to show, such as show(runs.head(50)).")
        if self._fragment:
            page = _at_fragment(page, self._fragment)
        return (
            f"<iframe title='Board of runs, offline' style='{self._style()}'"
            " sandbox='allow-scripts allow-downloads allow-popups allow-modals'"
            f' srcdoc="{html.escape(page)}"></iframe>'
        )

    def _style(self):
        return f"width: 100%; height: {self._height}px; border: 0"

    def _script(self, address, origins):
        values = {
            "id": self._id,
            "src": self._source.live_address(address, self._fragment),
            "origins": origins,
            "style": self._style(),
            "refusal": self._refusal("ORIGIN"),
        }
        # No text in it can end the element.
        text = json.dumps(values).replace("<", "\\u003c")
        return f"<script>({_LIVE})({text})</script>"


_LIVE = """(({ id, src, origins, style, refusal }) => {
  const box = document.getElementById(id);
  if (!box) return;
  if (!origins.includes(location.origin)) {
    document.getElementById(id + '-note').textContent = refusal.replace('ORIGIN', location.origin);
    return;
  }
  const old = box.querySelector('iframe');
  const frame = document.createElement('iframe');
  frame.title = 'Board of runs, live';
  frame.style = style;
  if (old) Object.assign(frame.style, { position: 'absolute', inset: '0', visibility: 'hidden' });
  addEventListener('message', function started({ source, data }) {
    if (source !== frame.contentWindow || data?.paperMetrics !== 'started') return;
    removeEventListener('message', started);
    old?.remove();
    frame.style = style;
  });
  frame.src = src;
  box.append(frame);
})"""


def _with_runs(page, source, ids):
    """The page that is one file, with these runs alone."""
    runs = source.whole_runs(ids)
    answer = source.runs(_parameters({"fields": "id", "limit": 0}))
    zone = answer["time_zone"]
    base = next((run for run in runs if run["id"] == answer["baseline"]), None)
    data = {
        "schema_version": "1.0",
        "metadata": {
            "generated_at": datetime.now(_zone(zone)).replace(tzinfo=None).isoformat(),
            "program_version": __version__,
            **{name: answer[name] for name in ("epoch", "revision") if name in answer},
            "total_runs": len(runs),
            "checkpoint_base_paths": answer.get("checkpoint_base_paths", []),
            "time_zone": zone,
            "metrics": answer.get("metrics", []),
        },
        "baseline": base,
        "runs": runs,
    }
    start = page.rfind(_DataFile.DATA) + len(_DataFile.DATA)
    end = page.index("<", start)
    packed = base64.b64encode(gzip.compress(json.dumps(data).encode())).decode()
    return page[:start] + packed + page[end:]


def _at_fragment(page, fragment):
    """The page as if a link with this fragment had led to it. What it holds cannot know the new nonce."""
    nonce = secrets.token_urlsafe(32)
    old = re.search("'nonce-([^']+)'", page).group(1)
    script = f'<script nonce="{nonce}">location.hash = {json.dumps(fragment)}</script>\n'
    page = page.replace(old, nonce)
    start = page.rfind(_DataFile.DATA)
    return page[:start] + script + page[start:]
