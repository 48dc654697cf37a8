from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)


@durable_execution
def handler(threshold: int, context: DurableContext):
    strategy = create_wait_strategy(WaitStrategyConfig(lambda state: state < threshold))
    return context.wait_for_condition(lambda state, _: state, WaitForConditionConfig(strategy, 5))
