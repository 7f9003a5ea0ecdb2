/**
 * CloudQuery tables of Azure by service, in the words after `azure_<service>_`: those that health checks match
 * most. Source: the CloudQuery Azure plugin's table list.
 */
export const AZURE_TABLES: Record<string, string> = {
  advisor: 'recommendations suppressions',
  analysisservices: 'servers',
  apimanagement: 'service',
  appconfiguration: 'configuration_stores',
  applicationinsights: 'components web_tests',
  appservice: `
    certificate_orders certificates domains environments plans recommendations static_sites
    web_app_auth_settings web_app_configurations web_app_functions web_app_vnet_connections web_apps`,
  authorization: 'role_assignments role_definitions',
  automation: 'account',
  azurearcdata: 'postgres_instances sql_managed_instances sql_server_instances',
  batch: 'account',
  billing: 'accounts periods',
  botservice: 'bots',
  cdn: 'endpoints profiles rule_sets security_policies',
  cognitiveservices: 'account_deployments account_models account_usages accounts commitment_plans',
  compute: `
    availability_sets capacity_reservation_groups capacity_reservations dedicated_host_groups
    dedicated_hosts disk_accesses disk_encryption_sets disks galleries gallery_image_versions
    gallery_images images proximity_placement_groups restore_point_collections snapshots ssh_public_keys
    virtual_machine_extensions virtual_machine_patch_assessments virtual_machine_scale_set_vms
    virtual_machine_scale_sets virtual_machines`,
  confidentialledger: 'ledgers',
  connectedvmware: 'clusters datastores hosts virtual_machines',
  consumption: 'subscription_budgets subscription_reservation_recommendations',
  containerapps: `
    connected_environments container_app_revision_replicas container_app_revisions container_apps
    job_executions jobs managed_certificates managed_environments`,
  containerinstance: 'container_groups',
  containerregistry: 'registries',
  containerservice: 'managed_cluster_agent_pools managed_cluster_upgrade_profiles managed_clusters snapshots',
  cosmos:
    'cassandra_clusters database_accounts mongo_db_databases restorable_database_accounts sql_databases',
  costmanagement: 'subscription_costs views',
  dashboard: 'grafana',
  databox: 'jobs',
  databricks: 'access_connectors workspaces',
  datadog: 'monitors',
  datafactory: 'factories',
  datalakeanalytics: 'accounts',
  datalakestore: 'accounts',
  datamigration: 'services',
  datashare: 'accounts',
  desktopvirtualization: 'application_groups host_pools workspaces',
  devtestlabs: 'lab_virtual_machines labs',
  dns: 'record_sets zones',
  dnsresolver: 'dns_forwarding_rulesets dns_resolvers',
  elastic: 'monitors',
  eventhub: 'clusters namespace_network_rule_sets namespaces',
  frontdoor: 'front_doors',
  hdinsight: 'clusters',
  healthcareapis: 'services',
  keyvault: `
    certificate_issuers certificate_policies certificates key_rotation_policies keys keyvaults
    managed_hsms secrets`,
  kusto: 'clusters',
  logic: `
    integration_account_certificates integration_accounts workflow_run_actions workflow_runs
    workflow_trigger_histories workflow_triggers workflow_versions workflows`,
  machinelearning: `
    batch_deployments batch_endpoints computes datastores jobs online_deployments online_endpoints
    registries schedules serverless_endpoints workspaces`,
  maintenance: 'configurations',
  management: 'locks',
  managementgroups: 'management_groups',
  mariadb: 'server_configurations servers',
  monitor: `
    action_groups activity_log_alerts autoscale_settings data_collection_rule_associations
    data_collection_rules diagnostic_settings log_profiles metric_alerts metrics private_link_scopes
    scheduled_query_rules subscription_diagnostic_settings`,
  mysql: 'server_configurations server_databases server_firewall_rules servers',
  mysqlflexibleservers: 'server_configurations server_firewall_rules servers',
  netappfiles: `
    account_backup_policies account_backup_vaults account_pool_volume_snapshots account_pool_volumes
    account_pools account_snapshot_policies accounts`,
  network: `
    application_gateways application_security_groups azure_firewalls bastion_hosts ddos_protection_plans
    express_route_circuit_peerings express_route_circuits express_route_gateways express_route_ports
    firewall_policies interface_effective_route_tables interfaces ip_groups load_balancers nat_gateways
    private_endpoints private_link_services profiles public_ip_addresses public_ip_prefixes route_filters
    route_tables security_groups service_endpoint_policies virtual_appliances virtual_hubs
    virtual_network_gateway_connections virtual_network_gateways virtual_network_subnets virtual_networks
    virtual_routers virtual_wans vpn_gateways vpn_sites watcher_flow_logs watchers
    web_application_firewall_policies`,
  nginx: 'deployments',
  notificationhubs: 'namespaces',
  operationalinsights: 'clusters workspaces',
  policy: 'assignments definitions set_definitions',
  policyinsights: 'policy_events policy_states',
  postgresql: 'databases server_configurations server_firewall_rules servers',
  postgresqlflexibleservers: 'server_configurations server_firewall_rules servers',
  postgresqlhsc: 'server_groups',
  powerbidedicated: 'capacities',
  privatedns: 'private_zone_record_sets private_zone_virtual_network_links private_zones',
  purview: 'accounts',
  quota: 'quotas usages',
  recoveryservices: `
    backup_jobs backup_policies backup_protected_items backup_usage_summaries replication_events
    replication_jobs replication_protected_items replication_recovery_plans vault_usages vaults`,
  redhatopenshift: 'open_shift_clusters',
  redis: 'caches firewall_rules patch_schedules',
  relay: 'namespaces',
  reservations: 'reservation reservation_order',
  resourcehealth: 'availability_statuses emerging_issues event_impacted_resources events',
  resources: 'links providers resource_groups resources',
  search: 'services',
  security: `
    alerts assessments auto_provisioning_settings automations contacts jit_network_access_policies
    pricings regulatory_compliance_assessments regulatory_compliance_standards secure_score_controls
    secure_scores server_vulnerability_details settings sub_assessments tasks`,
  servicebus: 'namespace_topics namespaces',
  servicefabric: 'cluster_applications clusters',
  servicefabricmanaged: 'cluster_node_types clusters',
  sql: `
    instance_pools managed_instances server_admins server_blob_auditing_policies
    server_database_long_term_retention_policies server_database_threat_protections server_databases
    server_encryption_protectors server_failover_groups server_firewall_rules
    server_vulnerability_assessments servers transparent_data_encryptions virtual_clusters`,
  sqlvirtualmachine: 'groups sql_virtual_machines',
  storage: `
    accounts blob_services containers encryption_scopes file_shares management_policies queue_services
    queues tables`,
  storagecache: 'caches',
  storagemover: 'agents job_runs storagemovers',
  storagesync: 'service_registered_servers service_sync_groups services',
  streamanalytics: 'streaming_jobs',
  subscription: 'subscriptions tenants',
  support: 'tickets',
  synapse: 'ip_firewall_rules sql_pool_operations sql_pools workspaces',
  trafficmanager: 'profiles',
  workloads: 'monitors',
};

/** Tables whose resources carry `properties`; all others have only the envelope of Azure Resource Manager. */
export const AZURE_FULL_PAYLOAD = [
  'azure_resources_resource_groups',
  'azure_apimanagement_service',
  'azure_appservice_plans',
  'azure_appservice_web_apps',
  'azure_azurearcdata_sql_server_instances',
  'azure_compute_disks',
  'azure_compute_snapshots',
  'azure_compute_virtual_machine_scale_sets',
  'azure_compute_virtual_machines',
  'azure_containerregistry_registries',
  'azure_containerservice_managed_clusters',
  'azure_cosmos_sql_databases',
  'azure_datafactory_factories',
  'azure_keyvault_keyvaults',
  'azure_mysql_servers',
  'azure_mysqlflexibleservers_servers',
  'azure_network_application_gateways',
  'azure_network_load_balancers',
  'azure_network_security_groups',
  'azure_network_virtual_networks',
  'azure_postgresql_databases',
  'azure_redis_caches',
  'azure_servicebus_namespaces',
  'azure_storage_accounts',
  'azure_subscription_subscriptions',
];
