from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import WaitForConditionConfig
from every_second import every_second

strategy = every_second(lambda count: count < 2)


@durable_execution
def handler(_event, context: DurableContext):
    config = WaitForConditionConfig(strategy, 0)
    return context.wait_for_condition(lambda count, _: count + 1, config, "poll-status")
