from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.waits import (
    WaitForConditionConfig,
    WaitStrategyConfig,
    create_wait_strategy,
)


def count_up(context: DurableContext, first: int, last: int) -> int:
    strategy = create_wait_strategy(
        WaitStrategyConfig(
            should_continue_polling=lambda count: count < last,
            initial_delay=Duration(1),
            jitter_strategy=JitterStrategy.NONE,
        )
    )
    return context.wait_for_condition(lambda count, _: count + 1, WaitForConditionConfig(strategy, first))


@durable_execution
def handler(_event, context: DurableContext):
    return count_up(context, count_up(context, 0, 2), 4)
