from aws_durable_execution_sdk_python import DurableContext, durable_execution
from aws_durable_execution_sdk_python.config import CallbackConfig
from aws_durable_execution_sdk_python.serdes import SerDes


class NumberSerDes(SerDes):
    def serialize(self, value, _):
        return str(value)

    def deserialize(self, data, _):
        return int(data)


@durable_execution
def handler(name: str, context: DurableContext):
    count = context.create_callback(name, CallbackConfig(serdes=NumberSerDes())).result()
    return {"count": count, "doubled": count * 2}
