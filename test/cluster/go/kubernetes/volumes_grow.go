package main

import (
	"context"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"
)

// growClaims grants every larger request of a bound claim: what the external resizer and the kubelet do
// for a storage driver, less the file system, since a folder has no size of its own.
func growClaims(ctx context.Context, client kubernetes.Interface) {
	claims := informers.NewSharedInformerFactory(client, 0).Core().V1().PersistentVolumeClaims().Informer()
	_, err := claims.AddEventHandler(cache.ResourceEventHandlerFuncs{
		UpdateFunc: func(_, now any) { grow(ctx, client, now.(*v1.PersistentVolumeClaim)) },
	})
	if err != nil {
		klog.FromContext(ctx).Error(err, "cannot watch claims; volumes will not grow")
		return
	}
	claims.RunWithContext(ctx)
}

func grow(ctx context.Context, client kubernetes.Interface, claim *v1.PersistentVolumeClaim) {
	wanted, held := claim.Spec.Resources.Requests[v1.ResourceStorage], claim.Status.Capacity[v1.ResourceStorage]
	if claim.Status.Phase != v1.ClaimBound || wanted.Cmp(held) <= 0 {
		return
	}
	log := klog.FromContext(ctx).WithValues("claim", claim.Namespace+"/"+claim.Name, "to", wanted.String())
	volume, err := client.CoreV1().PersistentVolumes().Get(ctx, claim.Spec.VolumeName, metav1.GetOptions{})
	if err != nil || volume.Annotations["pv.kubernetes.io/provisioned-by"] != provisionerName {
		return
	}
	volume.Spec.Capacity[v1.ResourceStorage] = wanted
	if _, err = client.CoreV1().PersistentVolumes().Update(ctx, volume, metav1.UpdateOptions{}); err != nil {
		log.Error(err, "volume not grown")
		return
	}
	grown := claim.DeepCopy()
	grown.Status.Capacity[v1.ResourceStorage] = wanted
	if _, err = client.CoreV1().PersistentVolumeClaims(claim.Namespace).UpdateStatus(ctx, grown, metav1.UpdateOptions{}); err != nil {
		log.Error(err, "claim not grown")
		return
	}
	log.Info("claim grown")
}
