// Command pod-security judges the pods in manifests at the restricted level, with the library that the API server
// itself judges them with. It prints one JSON object per workload.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/pod-security-admission/admission"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// verdict says what is forbidden about the pods of one workload; nothing where they are allowed.
type verdict struct {
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Forbidden []string `json:"forbidden"`
}

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(files []string, out io.Writer) error {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks())
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(out)
	for _, file := range files {
		objects, err := read(file)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		for _, object := range objects {
			found, err := judge(evaluator, object)
			if err != nil {
				return fmt.Errorf("%s: %w", file, err)
			}
			if found == nil {
				continue
			}
			if err := encoder.Encode(found); err != nil {
				return err
			}
		}
	}
	return nil
}

// read returns the objects of a file that Kubernetes itself knows.
func read(file string) ([]runtime.Object, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(content), len(content))
	var objects []runtime.Object
	for {
		raw := runtime.RawExtension{}
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return objects, nil
		} else if err != nil {
			return nil, err
		}
		object, _, err := scheme.Codecs.UniversalDeserializer().Decode(raw.Raw, nil, nil)
		if runtime.IsNotRegisteredError(err) {
			continue
		} else if err != nil {
			return nil, err
		}
		objects = append(objects, object)
	}
}

// judge returns nothing for an object that has no pods.
func judge(evaluator policy.Evaluator, object runtime.Object) (*verdict, error) {
	podMetadata, podSpec, err := admission.DefaultPodSpecExtractor{}.ExtractPodSpec(object)
	if err != nil || podSpec == nil {
		return nil, nil
	}
	metadata, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	found := &verdict{Kind: object.GetObjectKind().GroupVersionKind().Kind, Name: metadata.GetName(), Forbidden: []string{}}
	for _, result := range evaluator.EvaluatePod(level, podMetadata, podSpec) {
		if !result.Allowed {
			found.Forbidden = append(found.Forbidden, fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return found, nil
}
