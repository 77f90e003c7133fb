;; A small stock of goods, kept in an atom.
(ns shop.stock
  "What a shop has and what it costs."
  (:require [clojure.string :as str]
            [clojure.java.io :refer [reader]])
  (:import (java.util Date UUID)))

(def limit 1000)
(def ^:private rates {:eur 1.0, :usd 1.08, "gbp" 0.86})
(defonce store (atom {}))

;; Literals of every sort.
(def literals
  [1 -2 3.5 1/2 0xff 2r101 1e3 10N 1.5M
   \a \newline \u00e9
   "text with \"quotes\""
   :keyword :shop/keyword ::local
   'symbol `quoted #'limit
   nil true false
   #{1 2 3}
   #"^[a-z]+$"
   #inst "2026-01-01"
   #uuid "00000000-0000-0000-0000-000000000000"
   ##Inf])

(defrecord Item [name price])

(defprotocol Priced
  (price-of [this] "What it costs.")
  (with-tax [this rate]))

(extend-type Item
  Priced
  (price-of [this] (:price this))
  (with-tax [this rate] (* (:price this) (+ 1 rate))))

(defn item
  "Makes an item."
  ([name] (item name 0))
  ([name price] (->Item name price)))

(defn add!
  "Puts an item into the store."
  [{:keys [name price] :as thing} & {:keys [replace]}]
  (when (and (contains? @store name) (not replace))
    (throw (ex-info "There is one already." {:name name})))
  (if (>= (count @store) limit)
    (println "The store is full.")
    (do
      (swap! store assoc name thing)
      (println "Added" name price))))

(defn- cheap? [item]
  (< (:price item) 10))

(defn total [items]
  (reduce + (map :price items)))

(defn names [items]
  (->> items
       (filter cheap?)
       (map :name)
       (map str/upper-case)
       sort))

(defn slug [text]
  (-> text
      str/lower-case
      (str/replace #"\s+" "-")
      (subs 0 10)))

(defmacro unless [condition & body]
  `(if (not ~condition)
     (do ~@body)))

(defn load-items [path]
  (try
    (with-open [file (reader path)]
      (doseq [line (line-seq file)]
        (let [[name price] (str/split line #",")]
          (add! (item name (Double/parseDouble price))))))
    (catch java.io.FileNotFoundException e
      (println "No file" path (.getMessage e)))
    (finally
      (println "Read" path))))

(defn countdown [from]
  (loop [n from]
    (when (pos? n)
      (println n)
      (recur (dec n)))))

(defn describe [item]
  (cond
    (nil? item) "nothing"
    (cheap? item) "cheap"
    :else "dear"))

(def doubled (map #(* 2 %) [1 2 3]))
(def pairs (for [x [1 2] y [:a :b] :when (odd? x)] [x y]))

#_(println "never")

(defmulti area :shape)
(defmethod area :square [{:keys [side]}] (* side side))
(defmethod area :default [_] 0)

(defn -main [& args]
  (let [id (UUID/randomUUID)
        now (Date.)]
    (if-let [path (first args)]
      (load-items path)
      (println "usage:" id (.getTime now)))
    (println @store #?(:clj "jvm" :cljs "js"))))
