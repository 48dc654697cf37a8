from aws_durable_execution_sdk_python.config import Duration, JitterStrategy
from aws_durable_execution_sdk_python.waits import WaitStrategyConfig, create_wait_strategy


def every_second(should_continue_polling, **settings):
    return create_wait_strategy(
        WaitStrategyConfig(
            should_continue_polling=should_continue_polling,
            initial_delay=Duration(1),
            jitter_strategy=JitterStrategy.NONE,
            **settings,
        )
    )
