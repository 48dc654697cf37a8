from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)

strategy = create_wait_strategy(WaitStrategyConfig(lambda state: state is not None))


@durable_execution
def handler(_event, context: DurableContext):
    return context.wait_for_condition(lambda _state, _: None, WaitForConditionConfig(strategy, None))
