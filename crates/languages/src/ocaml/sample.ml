(* A small interpreter: variants, records, modules, functors, objects, GADTs. *)
(** Documentation (* nested *) comment *)
open Printf
open! Stdlib.List
include Map.Make (String)

type position = { line : int; mutable column : int }
type 'a tree = Leaf | Node of 'a tree * 'a * 'a tree
type color = [ `Red | `Rgb of int * int * int ]
type (+'a, -'b) arrow = Arrow of ('b -> 'a)
and name = string

type _ term =
  | Int : int -> int term
  | Bool : bool -> bool term
  | If : bool term * 'a term * 'a term -> 'a term
  | Pair : { left : 'a term; right : 'b term } -> ('a * 'b) term

type extensible = ..
type extensible += Added of int
exception Unbound of string * position
exception Stop

let pi = 3.141_592e0
let numbers = [ 1; -2; 0xFF; 0o17; 0b101; 1_000 ], [| 'a'; '\n'; '\''; '\065' |]
let text = "it's \"quoted\"\n\
            continued" ^ {|raw "text" (* no comment *)|} ^ {id|more |} text|id}
let big = (1l, 2L, 3n, 1e-3, 0x1.8p1)

external length : string -> int = "caml_ml_string_length"

let rec eval : type a. a term -> a = function
  | Int n -> n
  | Bool b -> b
  | If (c, t, e) -> if eval c then eval t else eval e
  | Pair { left; right } -> (eval left, eval right)

let rec insert ?(compare = compare) ~value:(x : int) tree =
  match tree with
  | Leaf -> Node (Leaf, x, Leaf)
  | Node (l, y, r) as node when compare x y = 0 -> node
  | Node (l, y, r) ->
    if x < y then Node (insert ~compare ~value:x l, y, r)
    else Node (l, y, insert ~value:x r)

and depth = function Leaf -> 0 | Node (l, _, r) -> 1 + max (depth l) (depth r)

let classify = function
  | 0 | 1 -> "small"
  | n when n < 0 && not (n = -1) || n <> 3 -> "negative"
  | _ -> "other"

let color_name : color -> string = function
  | `Red -> "red"
  | `Rgb (r, _, _) when r land 1 = 0 || r lsl 2 > 3 -> sprintf "%d" r
  | `Rgb _ -> assert false

module type STORE = sig
  type t
  type key = string
  val empty : t
  val find : key -> t -> int option
  module Inner : sig val x : int end
end

module Store : STORE with type key = string = struct
  type t = (string * int) list
  type key = string

  let empty = []
  let find key store = List.assoc_opt key store

  module Inner = struct
    let x = 1
  end
end

module Make (S : STORE) (Other : sig end) = struct
  let lookup store key = match S.find key store with Some v -> v | None -> raise Not_found
end

module Applied = Make (Store) (struct end)

class virtual shape name =
  object (self)
    val mutable count = 0
    method name : string = name
    method virtual area : float
    method private bump = count <- count + 1
    method show = self#bump; sprintf "%s %.2f" self#name self#area
    initializer print_endline "made"
  end

class circle r = object
  inherit shape "circle" as super
  method area = pi *. r ** 2.
  method! show = super#show ^ "!"
end

let ( >>= ) option f = match option with None -> None | Some x -> f x
let ( let* ) = Option.bind
let ( |+ ) a b = a :: b

let run path =
  let* first = nth_opt path 0 in
  let position = { line = 1; column = 0 } in
  position.column <- position.column + 1;
  let moved = { position with line = 2 } in
  let counter = ref 0 and table = Hashtbl.create 16 in
  for i = 0 to 10 do
    incr counter;
    for _ = 3 downto 1 do Hashtbl.replace table i !counter done
  done;
  while !counter > 0 do counter := !counter - 1 done;
  (try
     if first = "" then raise (Unbound (first, moved))
     else if first == "x" then raise Stop
   with
   | Unbound (name, { line; _ }) -> eprintf "%s at %d\n" name line
   | Stop | Not_found -> ()
   | exn -> raise exn);
  let array = [| 1; 2 |] in
  array.(0) <- array.(1) mod 2;
  let c = text.[0] and lazy_value = lazy (1 + 2) in
  let (a, b), _ = ((1, 2), c) in
  let f ~label ?optional () = match optional with Some x -> x | None -> label in
  let module M = struct let x = a + b end in
  let open Store.Inner in
  let obj = object method go = M.x + x end in
  path |> List.map (fun s -> String.length s) |> fold_left ( + ) (Lazy.force lazy_value)
  |> fun total -> begin Some (total + f ~label:1 () + obj#go) end >>= fun v -> Some (v, (v :> int))

let () = match run [ "a"; "b" ] with Some (v, _) -> printf "%d\n" v | None -> exit 1
let[@inline] attributed x = x [@@warning "-32"]
