// A collector of OpenTelemetry's own parts: its OTLP receiver over HTTP, and a sink that prints the metrics it was given,
// one JSON document a line. The argument is the address to listen on.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/receiver/otlpreceiver"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

func print(_ context.Context, metrics pmetric.Metrics) error {
	text, err := (&pmetric.JSONMarshaler{}).MarshalMetrics(metrics)
	fmt.Println(string(text))
	return err
}

func main() {
	factory := otlpreceiver.NewFactory()
	config := factory.CreateDefaultConfig().(*otlpreceiver.Config)
	config.GRPC = nil
	config.HTTP.ServerConfig = &confighttp.ServerConfig{Endpoint: os.Args[1]}
	sink, err := consumer.NewMetrics(print)
	if err != nil {
		log.Fatal(err)
	}
	receiver, err := factory.CreateMetrics(context.Background(), receivertest.NewNopSettings(), config, sink)
	if err != nil {
		log.Fatal(err)
	}
	if err := receiver.Start(context.Background(), componenttest.NewNopHost()); err != nil {
		log.Fatal(err)
	}
	select {}
}
