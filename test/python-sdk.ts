import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const own = join(import.meta.dirname, 'fixtures/functions/python/.venv/bin/python');

/** The Python that the sample functions run on: `DURCB_TEST_PYTHON`, one installed beside them, or the machine's. */
export const python = process.env.DURCB_TEST_PYTHON || (existsSync(own) ? own : 'python3');

const program = 'import aws_durable_execution_sdk_python, boto3';
const { status } = spawnSync(python, ['-c', program], { stdio: 'ignore' });

/** What a test's `skip` says without the durable SDK for Python. */
export const withoutPythonSdk =
  status === 0 ? false : `the durable SDK for Python is not installed for ${python}`;

if (withoutPythonSdk && process.env.DURCB_TEST_REQUIRE_PYTHON === '1') throw new Error(withoutPythonSdk);
