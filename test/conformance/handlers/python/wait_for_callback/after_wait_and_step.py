from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration


def submit(_callback_id, _context):
    """Whoever answers finds the callback by itself."""


@durable_execution
def handler(name: str, context: DurableContext):
    context.wait(Duration(1))
    context.step(lambda _: {"ready": True}, name="prepare")
    return context.wait_for_callback(submit, name)
