package main

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

func (c client) callbacks() report {
	arn, id := c.payment()
	_, err := c.lambda.SendDurableExecutionCallbackHeartbeat(c.ctx,
		&lambda.SendDurableExecutionCallbackHeartbeatInput{CallbackId: &id})
	must(err)
	must(c.succeed(id, `{"transactionId": "ąę €"}`))
	other, declined := c.payment()
	must(c.fail(declined))
	return report{
		"paid":     c.resultOf(arn),
		"declined": c.resultOf(other),
		"late":     refusal(c.succeed(id, "{}")),
		"unknown":  refusal(c.succeed("bm9ib2R5", "{}")),
	}
}

// payment starts one, and waits for its callback.
func (c client) payment() (arn, id string) {
	input := named("payment:$LATEST", `{"customerId": "c", "amount": 5}`)
	input.InvocationType = types.InvocationTypeEvent
	output, err := c.invoke(input)
	must(err)
	for id == "" {
		time.Sleep(20 * time.Millisecond)
		for _, event := range c.history(*output.DurableExecutionArn, false) {
			if event.CallbackStartedDetails != nil {
				id = *event.CallbackStartedDetails.CallbackId
			}
		}
	}
	return *output.DurableExecutionArn, id
}

func (c client) succeed(id, result string) error {
	_, err := c.lambda.SendDurableExecutionCallbackSuccess(c.ctx,
		&lambda.SendDurableExecutionCallbackSuccessInput{CallbackId: &id, Result: []byte(result)})
	return err
}

func (c client) fail(id string) error {
	_, err := c.lambda.SendDurableExecutionCallbackFailure(c.ctx,
		&lambda.SendDurableExecutionCallbackFailureInput{CallbackId: &id, Error: &types.ErrorObject{
			ErrorType:    aws.String("Declined"),
			ErrorMessage: aws.String("no money"),
			ErrorData:    aws.String("5"),
			StackTrace:   []string{"at bank"},
		}})
	return err
}

// resultOf waits for the end.
func (c client) resultOf(arn string) string {
	for {
		output, err := c.lambda.GetDurableExecution(c.ctx, &lambda.GetDurableExecutionInput{DurableExecutionArn: &arn})
		must(err)
		if output.EndTimestamp != nil {
			return aws.ToString(output.Result)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
