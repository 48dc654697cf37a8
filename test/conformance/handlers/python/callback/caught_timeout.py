from aws_durable_execution_sdk_python import CallbackTimeoutError, DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import CallbackConfig, Duration


@durable_execution
def handler(name: str, context: DurableContext):
    try:
        answer = context.create_callback(name, CallbackConfig(timeout=Duration(3))).result()
    except CallbackTimeoutError as error:
        answer = f"nobody answered: {error}"
    context.wait(Duration(2))
    return answer
