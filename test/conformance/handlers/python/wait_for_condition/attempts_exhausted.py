from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)

strategy = create_wait_strategy(
    WaitStrategyConfig(
        should_continue_polling=lambda _count: True,
        max_attempts=3,
        initial_delay=Duration(1),
        backoff_rate=1,
        jitter_strategy=JitterStrategy.NONE,
    )
)


@durable_execution
def handler(count: int, context: DurableContext):
    return context.wait_for_condition(lambda state, _: state + 1, WaitForConditionConfig(strategy, count))
