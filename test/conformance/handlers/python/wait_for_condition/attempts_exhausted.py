from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig
from every_second import every_second

strategy = every_second(lambda _count: True, max_attempts=3, backoff_rate=1)


@durable_execution
def handler(count: int, context: DurableContext):
    return context.wait_for_condition(lambda state, _: state + 1, WaitForConditionConfig(strategy, count))
