// Command client does every durable call of Lambda with the Go SDK, and prints what came of it as JSON.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
)

// client talks to where the environment says.
type client struct {
	ctx    context.Context
	lambda *lambda.Client
}

type report map[string]any

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	must(err)
	c := client{ctx, lambda.NewFromConfig(settings)}
	must(json.NewEncoder(os.Stdout).Encode(report{
		"invocations": c.invocations(),
		"callbacks":   c.callbacks(),
		"executions":  c.executions(),
		"function":    c.function(os.Getenv("SCRIPTED_ARN"), os.Getenv("SCRIPTED_TOKEN")),
	}))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
