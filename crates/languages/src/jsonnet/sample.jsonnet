// The services of a shop, as files for a cluster.
/* One function makes each of them,
   and what they share is in a library. */
local k = import 'k.libsonnet';
local readme = importstr 'README.md';
local logo = importbin 'logo.png';

# Numbers and texts.
local limits = {
  cpu: 0.5,
  memory: 512,
  replicas: 1e1,
  ratio: -2.5,
};
local quoted = "it is \"here\"";
local path = @'C:\temp';
local long = |||
  A text of
    several lines.
|||;

local double(x) = x * 2;
local add = function(x, y=1) x + y;
local [first, second] = [1, 2];
local { a: renamed, b } = { a: 1, b: 2 };

assert std.length(quoted) > 0 : 'there is a text';

local service(name, port, replicas=limits.replicas) = {
  local me = self,
  local label = 'app-' + name,

  assert port > 0 : 'the port of %s is %d' % [name, port],

  apiVersion: 'v1',
  kind:: 'Service',
  hidden::: null,
  metadata: {
    name: name,
    labels: { app: label, 'part-of': 'shop' },
    ['owner-' + name]: true,
  },
  spec+: {
    ports: [{ port: port, protocol: 'TCP' }],
    replicas: if replicas > 3 then 3 else replicas,
    selector: me.metadata.labels,
  },
  url(host):: 'https://%s:%d' % [host, port],
  describe:: function(level=1) std.repeat('#', level) + ' ' + name,
};

local ports = { web: 80, api: 8080, db: 5432 };

local services = [
  service(name, ports[name])
  for name in std.objectFields(ports)
  if name != 'db'
];

local by_name = {
  [item.metadata.name]: item
  for item in services
};

local visible = std.filter(function(item) item.spec.replicas > 0, services);

local base = {
  name: error 'a name is missing',
  debug: false,
  level: if self.debug then 'debug' else 'info',
};

local derived = base {
  name: 'derived',
  debug: true,
  parent: super.level,
  root: $.name,
};

local operators = {
  arithmetic: 1 + 2 * 3 - 4 / 2 % 3,
  bits: (5 & 3) | (6 ^ 2) << 1 >> 1,
  inverted: ~5,
  logic: !(true && false) || (1 <= 2 && 3 >= 2),
  equal: 1 == 1 && 1 != 2,
  inside: 'a' in ports,
  slice: [1, 2, 3, 4][1:3],
  every: [1, 2, 3, 4][::2],
  last: services[std.length(services) - 1],
};

local factorial(n) =
  if n <= 1 then 1
  else n * factorial(n - 1);

local nested =
  local inner = 3;
  local outer = inner + 1;
  { inner: inner, outer: outer };

{
  services: services,
  readme: readme,
  text: long,
  visible: [item.describe(2) for item in visible],
  urls: { [name]: by_name[name].url('shop.example') for name in std.objectFields(by_name) },
  computed: double(21) + add(1, y=2) + factorial(5) tailstrict,
  config: derived + { extra+: { more: [] } },
  nothing: null,
  operators: operators,
  nested: nested,
}
