// Command delivery plans the couriers' routes and answers where a parcel is.
package main

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Parcel is where one shipment is at the moment.
type Parcel struct {
	Number string `json:"number"`
	Stop   string `json:"stop"`
}

func main() {
	store := &Store{stops: map[string]string{}}
	http.HandleFunc("/parcel", func(w http.ResponseWriter, r *http.Request) {
		var parcel Parcel
		json.NewDecoder(r.Body).Decode(&parcel)
		store.Move(parcel.Number, parcel.Stop)
		fmt.Fprintln(w, "moved")
	})
	http.ListenAndServe(":8080", nil)
}
