from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import CallbackConfig, Duration


@durable_execution
def handler(name: str, context: DurableContext):
    callback = context.create_callback(name, CallbackConfig(timeout=Duration(5)))
    context.step(lambda _: "asked", name="ask")
    return callback.result()
