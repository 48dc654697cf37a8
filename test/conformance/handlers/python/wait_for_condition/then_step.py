from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig
from every_second import every_second


@durable_execution
def handler(threshold: int, context: DurableContext):
    strategy = every_second(lambda count: count < threshold)
    count = context.wait_for_condition(lambda count, _: count + 1, WaitForConditionConfig(strategy, 0))
    return context.step(lambda _: count * 10, name="multiply")
