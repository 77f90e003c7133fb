(** A store of documents: the interface of every sort of item. *)

open Stdlib
include module type of List

(* Types, abstract and open *)
type t
type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
type position = { line : int; mutable column : int; name : string option }
type +'a covariant
type -'a contravariant
type (_, 'b) both constraint 'b = int
type color = [ `Red | `Rgb of int * int * int ]
type opened = [> `A | `B of string ]
type closed = [< `A | `B > `A ]
type handler = ?limit:int -> name:string -> (t -> unit) -> unit Lazy.t
type extensible = ..
type extensible += Added of int | Removed
type alias = position = { line : int; mutable column : int; name : string option }
type private_type = private int
type objects = < area : float; name : string; .. >

type _ term =
  | Int : int -> int term
  | Pair : { left : 'a term; right : 'b term } -> ('a * 'b) term

and unit_term = unit term

exception Closed
exception Missing of string * position

(** {1 Values} *)

val empty : t
val limit : int
val ( >>= ) : 'a option -> ('a -> 'b option) -> 'b option
val ( let* ) : 'a option -> ('a -> 'b option) -> 'b option
val find : string -> t -> position option
val find_exn : string -> t -> position
val fold : f:('acc -> string -> 'acc) -> init:'acc -> t -> 'acc
val with_default : ?default:int -> t -> string -> int
val polymorphic : 'a. 'a -> 'a
external length : string -> int = "caml_ml_string_length"
external unsafe : int -> (int[@unboxed]) = "byte" "native" [@@noalloc]

(** {1 Modules} *)

module type STORE = sig
  type t
  type key

  val empty : t
  val add : key -> int -> t -> t

  module Inner : sig
    val x : int
  end
end

module Memory : STORE with type key = string
module Disk : STORE with type key := int and module Inner = Memory.Inner

module Make (Key : Map.OrderedType) (_ : sig end) : sig
  include STORE with type key = Key.t

  val size : t -> int
end

module rec Even : sig
  val check : int -> bool
end

and Odd : sig
  val check : int -> bool
end

module Alias = Memory
module type S = module type of Memory
module type ABSTRACT

(** {1 Classes} *)

class type shape = object
  inherit objects_type
  val mutable count : int
  method area : float
  method private secret : string
  method virtual name : string
end

class circle : float -> shape
class virtual base : name:string -> object
  method virtual show : string
end

val open_file : string -> (t, string) result
(** Item 1 of the list. *)

val close : t -> unit
(** Item 2 of the list. *)

val read : t -> bytes -> int -> int -> int
(** Item 3 of the list. *)

val iter : (string -> unit) -> t -> unit
(** Item 4 of the list. *)

val map : ('a -> 'b) -> 'a tree -> 'b tree
(** Item 5 of the list. *)

val to_seq : t -> (string * position) Seq.t
(** Item 6 of the list. *)

[@@@warning "-32"]

val attributed : int [@@deprecated "use [limit]"]
