"""The files for clusters say nothing that marketsim's or Dask's command line would not understand."""

import inspect
import re
import shlex
import subprocess
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest
import typer

import marketsim
from marketsim.cli.app import app
from marketsim.sweeps import engine

DOCS = Path(__file__).parents[2] / "docs"
PAGE, ARRAY = DOCS / "sweeps.md", DOCS / "cluster" / "slurm-array.sbatch"
SCRIPTS = sorted((DOCS / "cluster").glob("*.sbatch"))
yaml = pytest.importorskip("yaml")  # comes with distributed
pytest.importorskip("distributed")
MADE = [
    each
    for path in sorted((DOCS / "cluster").rglob("*.yaml"))
    for each in yaml.safe_load_all(path.read_text("utf-8"))
]
PODS = [each["spec"]["template"]["spec"] for each in MADE if "template" in each["spec"]]
CONTAINERS = [container for pod in PODS for container in pod["containers"]]


def typed(path):
    """Commands in a page or a script, as lists of words; what the shell would put in is "1"."""
    text = path.read_text("utf-8")
    if path == PAGE:
        text = "\n".join(re.findall(r"^```\n(.*?)^```", text, re.M | re.S))
    text = re.sub(r"\\\n|\n(?= {20})", " ", text)  # one command over several lines
    lines = [re.split(r" [>&|]", line)[0] for line in text.splitlines() if re.match(r"(exec )?(marketsim|dask) ", line)]
    return [shlex.split(re.sub(r"\$\{?\w+\}?", "1", line).removeprefix("exec "), comments=True) for line in lines]


COMMANDS = [*chain.from_iterable(map(typed, [PAGE, *SCRIPTS]))]
COMMANDS += [each["command"] + each.get("args", []) for each in CONTAINERS]


def leaf(words):
    """The command that words lead to, and what is left of them."""
    if words[0] == "dask":
        return import_module(f"distributed.cli.dask_{words[1]}").main, words[2:]
    assert ["marketsim", "sweep"] == words[:2]
    return typer.main.get_command(app).commands["sweep"].commands[words[2]], words[3:]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:4]))
def test_a_command_and_its_options_exist(words):
    command, rest = leaf(words)
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}

    command.make_context(command.name, list(rest))  # refuses a value or a number of words that it cannot take
    assert {word for word in rest if word.startswith("-")} <= known  # Dask's own would let them pass


def test_the_page_and_the_files_use_every_door_of_a_sweep():
    assert {"show", "run", "status", "resume", "query"} == {each[2] for each in COMMANDS if each[0] == "marketsim"}
    assert 2 == sum("--cluster" in each for each in COMMANDS)  # SLURM's driver and the job
    assert 2 == sum(each[:2] == ["dask", "scheduler"] for each in COMMANDS)
    assert 2 == sum(each[:2] == ["dask", "worker"] for each in COMMANDS)


@pytest.mark.parametrize("path", [PAGE, ARRAY], ids=lambda path: path.name)
def test_what_python_gives_a_sweep_is_among_its_arguments(path):
    known = {*inspect.signature(marketsim.sweep).parameters, *inspect.signature(engine.run).parameters}
    calls = re.findall(r"marketsim\.sweep\((.*)\)", path.read_text("utf-8"))

    assert calls
    assert {name for call in calls for name in re.findall(r"(\w+)=", call)} <= known - {"store", "how"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_sound_shell(script):
    assert 0 == subprocess.run(["bash", "-n", script]).returncode


def test_the_page_leads_to_every_file_and_to_none_that_is_not_there():
    there = {path.relative_to(DOCS).as_posix() for path in (DOCS / "cluster").rglob("*.[sy]*")}

    assert there == set(re.findall(r"\]\((cluster/[^)]+)\)", PAGE.read_text("utf-8")))


def test_the_worker_and_the_sweep_call_the_service_at_its_port():
    service = next(each for each in MADE if each["kind"] == "Service")
    address = f"tcp://{service['metadata']['name']}:{service['spec']['ports'][0]['port']}"

    assert 2 == sum(address in each for each in COMMANDS)


def test_the_service_leads_to_the_scheduler():
    service = next(each for each in MADE if each["kind"] == "Service")
    labels = [each["spec"]["template"]["metadata"]["labels"] for each in MADE if "template" in each["spec"]]

    assert [service["spec"]["selector"]] == [each for each in labels if each["part"] == "scheduler"]


@pytest.mark.parametrize("pod", PODS, ids=lambda pod: pod["containers"][0]["name"])
def test_a_pod_mounts_the_volumes_it_names(pod):
    volumes = {each["name"]: each for each in pod.get("volumes", [])}
    claims = {each["persistentVolumeClaim"]["claimName"] for each in volumes.values() if each["name"] == "sweeps"}

    assert set(volumes) == {mount["name"] for each in pod["containers"] for mount in each.get("volumeMounts", [])}
    assert claims <= {each["metadata"]["name"] for each in MADE if each["kind"] == "PersistentVolumeClaim"}
