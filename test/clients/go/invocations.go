package main

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

const order = `{"orderId": "o-1", "items": [{"price": 2, "quantity": 3}]}`

func (c client) invocations() report {
	again, _ := c.invoke(started("go-1", order))
	first, _ := c.invoke(started("go-1", order))
	_, other := c.invoke(started("go-1", "{}"))
	_, unqualified := c.invoke(named("order", "{}"))
	_, unknown := c.invoke(named("nobody", "{}"))
	dryRun, _ := c.invoke(&lambda.InvokeInput{
		FunctionName:   aws.String("order:$LATEST"),
		InvocationType: types.InvocationTypeDryRun,
	})
	return report{
		"durable":     c.outcome("chained-caller:$LATEST", `{"value": 3}`),
		"plain":       c.outcome("plain-doubler", `{"value": 4}`),
		"failing":     c.outcome("failing:$LATEST", "{}"),
		"dryRun":      dryRun.StatusCode,
		"started":     first.StatusCode,
		"sameName":    *first.DurableExecutionArn == *again.DurableExecutionArn,
		"otherInput":  refusal(other),
		"unqualified": refusal(unqualified),
		"unknown":     refusal(unknown),
	}
}

func (c client) invoke(input *lambda.InvokeInput) (*lambda.InvokeOutput, error) {
	return c.lambda.Invoke(c.ctx, input)
}

func (c client) outcome(function, payload string) report {
	output, err := c.invoke(named(function, payload))
	must(err)
	return report{
		"status":  output.StatusCode,
		"version": aws.ToString(output.ExecutedVersion),
		"error":   aws.ToString(output.FunctionError),
		"payload": string(output.Payload),
		"isNamed": output.DurableExecutionArn != nil,
	}
}

func named(function, payload string) *lambda.InvokeInput {
	return &lambda.InvokeInput{FunctionName: &function, Payload: []byte(payload)}
}

func started(name, payload string) *lambda.InvokeInput {
	input := named("order:$LATEST", payload)
	input.InvocationType = types.InvocationTypeEvent
	if name != "" {
		input.DurableExecutionName = &name
	}
	return input
}
