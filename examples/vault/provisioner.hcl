# What provisioning may do: read, write and delete the system secrets of the account, and nothing else.
# "secret" is the mount and "lp/12345678" the prefix of vault:https://HOST:8200/secret/lp/12345678

path "secret/data/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["create", "read", "update"]
}
path "secret/metadata/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["patch", "read"]
}
path "secret/delete/lp/12345678/LIVEPERSON_DEFAULT_*" {
  capabilities = ["update"]
}

# The system secrets of Functions V1.
path "secret/data/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["create", "read", "update"]
}
path "secret/metadata/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["patch", "read"]
}
path "secret/delete/lp/12345678/lp-faas-default-app-key" {
  capabilities = ["update"]
}
path "secret/data/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["create", "read", "update"]
}
path "secret/metadata/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["patch", "read"]
}
path "secret/delete/lp/12345678/lp-faas-orchestrator-app-key" {
  capabilities = ["update"]
}
