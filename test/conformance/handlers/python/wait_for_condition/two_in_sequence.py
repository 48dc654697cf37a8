from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig
from every_second import every_second


def count_up(context: DurableContext, first: int, last: int) -> int:
    strategy = every_second(lambda count: count < last)
    return context.wait_for_condition(lambda count, _: count + 1, WaitForConditionConfig(strategy, first))


@durable_execution
def handler(_event, context: DurableContext):
    return count_up(context, count_up(context, 0, 2), 4)
