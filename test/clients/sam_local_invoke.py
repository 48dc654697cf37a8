"""`sam local invoke` of a durable function from where its container runs: the same code of the SAM CLI, less Docker.

sam_local_invoke.py PORT EVENT NAME [ANSWER…]: PORT is where the container's invoke endpoint is published, and the
answers are what somebody types who is asked about a callback.
"""

import os
import pty
import sys

from samcli.local.docker.durable_functions_emulator_container import DurableFunctionsEmulatorContainer
from samcli.local.docker.durable_lambda_container import DurableLambdaContainer


class StartedContainer(DurableLambdaContainer):
    """A container that somebody else has started."""

    def __init__(self, port, durable_config):
        self.emulator_container = DurableFunctionsEmulatorContainer()
        self.durable_config = durable_config
        self._is_warm_runtime = True
        self._port = port

    def start(self, *_):
        pass

    def get_port(self):
        return self._port

    def start_logs_thread_if_not_alive(self, *_):
        pass

    def _wait_for_socket_connection(self, *_):
        pass


port, event, name, *answers = sys.argv[1:]
terminal, stdin = pty.openpty()
os.write(terminal, "".join(f"{answer}\n" for answer in answers).encode())
sys.stdin = os.fdopen(stdin)
container = StartedContainer(int(port), {"ExecutionTimeout": 600, "RetentionPeriodInDays": 3})
container.wait_for_result("function", event, None, None, durable_execution_name=name)
