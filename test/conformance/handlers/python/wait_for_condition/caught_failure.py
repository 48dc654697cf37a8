from aws_durable_execution_sdk_python import DurableContext, WaitForConditionError, durable_execution
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)

strategy = create_wait_strategy(WaitStrategyConfig(lambda _state: False))


def check(_state, _context):
    raise RuntimeError("cannot look")


@durable_execution
def handler(_event, context: DurableContext):
    try:
        return context.wait_for_condition(check, WaitForConditionConfig(strategy, 0))
    except WaitForConditionError:
        return "recovered"
