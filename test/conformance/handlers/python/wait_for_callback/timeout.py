from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, WaitForCallbackConfig


def submit(_callback_id, _context):
    """Nobody will answer."""


@durable_execution
def handler(name: str, context: DurableContext):
    return context.wait_for_callback(submit, name, WaitForCallbackConfig(timeout=Duration(3)))
