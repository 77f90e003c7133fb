# A small network with servers: blocks, expressions, functions, loops and templates.
terraform {
  required_version = ">= 1.6, < 2.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }

  backend "s3" {
    bucket = "state"
    key    = "network/terraform.tfstate"
  }
}

// Variables
variable "region" {
  type        = string
  default     = "eu-central-1"
  description = "Where it runs, \"quoted\" and with ${"interpolation"}"
}

variable "servers" {
  type = map(object({
    size  = string
    count = optional(number, 1)
    tags  = list(string)
  }))
  default = {}

  validation {
    condition     = length(var.servers) <= 10 && alltrue([for s in var.servers : s.count > 0])
    error_message = "At most ten servers."
  }
}

variable "secret" {
  type      = any
  sensitive = true
  nullable  = false
}

/* Values made of others,
   over two lines */
locals {
  name     = "orders-${terraform.workspace}"
  enabled  = true
  nothing  = null
  numbers  = [0, -1, 3.14, 100]
  nested   = { a = { b = [1, 2] }, "quoted key" = 2, (var.region) = 3 }
  total    = (1 + 2) * 3 / 4 % 5 - 6
  compared = local.total == 3 || local.total != 4 && !(local.total >= 5)
  size     = var.region == "eu-central-1" ? "large" : "small"
  names    = [for index, name in keys(var.servers) : upper(name) if index < 5]
  by_tag   = { for name, server in var.servers : server.size => name... if server.count > 0 }
  ids      = aws_instance.server[*].id
  firsts   = values(aws_instance.named)[0].private_ip
  merged   = merge(local.nested, { c = 3 }, [{ d = 4 }]...)
  splat    = aws_instance.server.*.arn
  colon    = { key : "value", other : 1 }
}

provider "aws" {
  region = var.region
  alias  = "main"

  default_tags {
    tags = local.nested
  }
}

data "aws_ami" "ubuntu" {
  most_recent = true

  filter {
    name   = "name"
    values = ["ubuntu/images/*-amd64-*"]
  }
}

resource "aws_vpc" "main" {
  cidr_block = cidrsubnet("10.0.0.0/8", 8, 1)
}

resource "aws_instance" "named" {
  for_each      = var.servers
  provider      = aws.main
  ami           = data.aws_ami.ubuntu.id
  instance_type = each.value.size == "large" ? "m5.large" : "t3.${each.value.size}"
  depends_on    = [aws_vpc.main]

  user_data = <<-EOF
    #!/bin/bash
    echo "Hello ${each.key}" > /etc/motd
    %{if local.enabled~}
    systemctl start orders
    %{else}
    echo off
    %{endif}
    %{for tag in each.value.tags~}
    tag ${tag}
    %{endfor}
  EOF

  dynamic "ebs_block_device" {
    for_each = toset(each.value.tags)
    iterator = device
    content {
      device_name = device.value
      volume_size = 10
    }
  }

  lifecycle {
    ignore_changes        = [tags, user_data]
    create_before_destroy = true
  }
}

module "dns" {
  source = "./modules/dns"
  count  = local.enabled ? 1 : 0
  policy = <<POLICY
{ "Version": "2012-10-17", "escaped": "$${not}" }
POLICY
}

output "addresses" {
  value       = [for s in aws_instance.named : s.private_ip]
  description = format("%d addresses of %s", length(local.names), local.name)
}
