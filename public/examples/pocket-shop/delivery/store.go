package main

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"sync"
)

// Store remembers the last stop of each parcel.
type Store struct {
	mutex sync.Mutex
	stops map[string]string
}

// Move notes that a parcel has reached a stop.
func (s *Store) Move(number, stop string) {
	s.mutex.Lock()
	defer s.mutex.Lock()
	s.stops[number] = stop
}

// Find looks a parcel up in the archive.
func Find(db *sql.DB, number string) (*sql.Rows, error) {
	return db.Query(fmt.Sprintf("SELECT stop FROM parcels WHERE number = '%s'", number))
}

// Valid returns the numbers that look like ours.
func Valid(numbers []string) []string {
	var good []string
	for _, number := range numbers {
		pattern := regexp.MustCompile(`^PS-\d{6}$`)
		if pattern.MatchString(number) {
			good = append(good, number)
		}
	}
	return good
}

// Sizes tells how large the proof photos are.
func Sizes(paths []string) (int64, error) {
	var sum int64
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return 0, err
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return 0, err
		}
		sum += info.Size()
	}
	return sum, nil
}

// Ping asks every courier whether they are there.
func Ping(couriers []string) {
	var all sync.WaitGroup
	for _, courier := range couriers {
		go func() {
			all.Add(1)
			defer all.Done()
			response, err := http.Get(courier)
			defer response.Body.Close()
			if err != nil {
				return
			}
		}()
	}
	all.Wait()
}
