from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)


@durable_execution
def handler(threshold: int, context: DurableContext):
    strategy = create_wait_strategy(
        WaitStrategyConfig(
            should_continue_polling=lambda count: count < threshold,
            initial_delay=Duration(1),
            jitter_strategy=JitterStrategy.NONE,
        )
    )
    return context.wait_for_condition(lambda count, _: count + 1, WaitForConditionConfig(strategy, 0))
