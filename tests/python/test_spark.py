"""A cluster of separate worker processes on this machine gives the one machine's bytes, whatever the partitions and whoever dies."""
import os
import pathlib
import signal
import sys
import threading
import time

import numpy
import pandas
import pyarrow
import pyarrow.parquet
import pytest

import maillage
from conftest import ROOT

pytest.importorskip("pyspark")
import maillage.spark  # noqa: E402

ZONES = ROOT / "data/france/zones.geojson"
ROWS = 200_000


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """Two executors with a process each, apart from the driver's."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    folder = tmp_path_factory.mktemp("spark")
    os.environ["SPARK_WORKER_DIR"] = str(folder / "work")
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.local.dir": str(folder / "local"),
                "spark.sql.warehouse.dir": str(folder / "warehouse"), "spark.executor.memory": "700m", "spark.driver.memory": "700m",
                "spark.sql.shuffle.partitions": "2", "spark.sql.execution.arrow.maxRecordsPerBatch": "10000", "spark.sql.files.maxPartitionBytes": "1000000",
                "spark.sql.files.openCostInBytes": "1000000", "spark.log.level": "ERROR", "spark.excludeOnFailure.enabled": "false", "spark.task.maxFailures": "8",
                "spark.deploy.maxExecutorRetries": "-1", "spark.python.worker.faulthandler.enabled": "false"}
    builder = SparkSession.builder.master("local-cluster[2,1,700]").appName("maillage tests")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def table():
    random = numpy.random.default_rng(11)
    table = pandas.DataFrame({"n": numpy.arange(ROWS), "lon": random.uniform(-6, 10, ROWS).round(6), "lat": random.uniform(41, 52, ROWS).round(6)})
    table.loc[:3, "lon"] = [55.45, -61.5, 500.0, -5.5]  # La Réunion, Guadeloupe, nowhere, the sea
    table.loc[:1, "lat"] = [-21.1, 16.2]
    return table


@pytest.fixture(scope="module")
def stored(table, tmp_path_factory):
    folder = tmp_path_factory.mktemp("points")
    for part in range(4):
        pyarrow.parquet.write_table(pyarrow.Table.from_pandas(table.iloc[part::4], preserve_index=False), folder / f"part-{part}.parquet")
    return folder


@pytest.fixture(scope="module")
def locator():
    return maillage.Locator(ZONES)


@pytest.fixture(scope="module")
def one_machine(locator, table):
    return locator.count(table)


def rows_of(df):
    frame = df.toPandas().sort_values("n", ignore_index=True)
    return frame.astype({"pays_code": object}).where(frame.notna(), None)


def test_rows_are_those_of_one_machine(spark, locator, table, stored):
    found = rows_of(maillage.spark.locate(spark.read.parquet(str(stored)), locator))
    alone = locator.locate_table(table)
    assert len(found) == ROWS and (found["n"] == table["n"]).all()
    assert found["pays_code"].tolist() == alone.column("pays_code").to_pylist()
    assert found["pays_situation"].tolist() == alone.column("pays_situation").to_pylist()


@pytest.mark.parametrize("partitions", [1, 7])
def test_counts_are_those_of_one_machine_for_any_partitions(spark, locator, stored, one_machine, partitions):
    points = spark.read.parquet(str(stored)).repartition(partitions)
    assert maillage.spark.coverage(points, locator).json == one_machine.json


def test_counts_are_the_commands(table, one_machine, tmp_path, command):
    table.to_csv(tmp_path / "points.csv", index=False)
    command("locate", "--pays", ZONES, "--points", tmp_path / "points.csv", "--counts", tmp_path / "counts.json", "-q")
    assert (tmp_path / "counts.json").read_text(encoding="utf-8") == one_machine.json


def executors(session):
    """Processes of this session's executors."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has ended
        if b"org.apache.spark.executor.CoarseGrainedExecutorBackend" in words and session.sparkContext.applicationId.encode() in words:
            found.append(int(process.name))
    return sorted(found)


def test_a_worker_killed_in_mid_run_loses_and_doubles_nothing(spark, locator, stored, one_machine, tmp_path):
    """One executor is killed while its first task runs, after other tasks have given their answers."""
    started = tmp_path / "started"
    started.mkdir()

    def slow(batches):
        for batch in batches:
            (started / f"{os.getpid()}-{time.time_ns()}").touch()
            time.sleep(0.05)
            yield batch

    points = spark.read.parquet(str(stored))
    slowly = points.repartition(8).mapInArrow(slow, points.schema)
    before = executors(spark)
    assert len(before) == 2
    found = []
    job = threading.Thread(target=lambda: found.append(maillage.spark.coverage(slowly, locator)))
    job.start()
    deadline = time.monotonic() + 60
    while len(list(started.iterdir())) < 8 and time.monotonic() < deadline:
        time.sleep(0.05)
    touched = len(list(started.iterdir()))
    os.kill(before[0], signal.SIGKILL)
    job.join(timeout=120)
    assert 8 <= touched < 20 and found, "the kill must fall in mid-run"
    assert before[0] not in executors(spark)
    assert len(list(started.iterdir())) > ROWS // 10_000, "batches of the lost executor were computed again"
    assert found[0].json == one_machine.json


def test_wrong_columns_are_refused(spark, locator, stored):
    points = spark.read.parquet(str(stored))
    with pytest.raises(maillage.UsageError, match="absente"):
        maillage.spark.locate(points, locator, "x", "y")
    with pytest.raises(maillage.UsageError, match="n_code"):
        maillage.spark.locate(points.withColumnRenamed("n", "n_code"), locator, prefix="n")
