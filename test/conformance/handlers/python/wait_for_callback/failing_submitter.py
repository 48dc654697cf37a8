from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, WaitForCallbackConfig
from aws_durable_execution_sdk_python.retries import RetryStrategyConfig, create_retry_strategy

two_attempts = create_retry_strategy(RetryStrategyConfig(max_attempts=2, initial_delay=Duration(1)))


def submit(_callback_id, _context):
    raise RuntimeError("nobody to ask")


@durable_execution
def handler(name: str, context: DurableContext):
    return context.wait_for_callback(submit, name, WaitForCallbackConfig(retry_strategy=two_attempts))
