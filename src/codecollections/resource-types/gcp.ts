/**
 * CloudQuery tables of Google Cloud by service, in the words after `gcp_<service>_`: those that health checks match
 * most. An empty text is the table `gcp_<service>`. Source: the CloudQuery GCP plugin's table list, v22; for Apigee the
 * workspace builder's own registry.
 */
export const GCP_TABLES: Record<string, string> = {
  aiplatform: `
    batch_prediction_jobs custom_jobs datasets endpoints featurestores hyperparameter_tuning_jobs
    index_endpoints indexes model_deployment_monitoring_jobs models pipeline_jobs training_pipelines`,
  alloydb: 'clusters instances',
  apigateway: 'apis gateways',
  apigee: 'api_proxies apps deployments developers environments instances organizations shared_flows',
  apikeys: 'keys',
  appengine:
    'apps authorized_certificates domain_mappings firewall_ingress_rules instances services versions',
  artifactregistry: 'docker_images packages repositories tags versions',
  baremetalsolution: 'instances networks volumes',
  batch: 'jobs task_groups tasks',
  beyondcorp: 'app_connections app_connectors app_gateways',
  bigquery: 'datasets tables',
  bigquerydatatransfer: 'configs logs runs',
  bigtableadmin: 'app_profiles backups clusters instances tables',
  billing: 'billing_accounts budgets projects',
  binaryauthorization: 'assertors',
  certificatemanager: 'certificate_map_entries certificate_maps certificates dns_authorizations',
  cloudbuild: 'builds triggers worker_pools',
  clouddeploy: 'delivery_pipelines job_runs releases rollouts targets',
  clouderrorreporting: 'error_events error_group_stats',
  cloudresourcemanager: 'organizations',
  cloudscheduler: 'jobs',
  cloudsupport: 'cases',
  cloudtasks: 'queues tasks',
  composer: 'environments',
  compute: `
    addresses autoscalers backend_buckets backend_services disks external_vpn_gateways firewalls
    forwarding_rules global_addresses global_forwarding_rules health_checks images
    instance_group_instances instance_group_managers instance_groups instance_templates instances
    interconnect_attachments interconnects network_endpoint_groups network_firewall_policies networks
    osconfig_os_patch_deployments osconfig_os_patch_jobs osconfig_os_vulnerability_reports
    packet_mirrorings projects region_network_firewall_policies router_nat_mapping_infos routers routes
    security_policies snapshots ssl_certificates ssl_policies subnetworks target_grpc_proxies
    target_http_proxies target_https_proxies target_instances target_pools target_ssl_proxies
    target_tcp_proxies target_vpn_gateways url_maps vpn_gateways vpn_tunnels zones`,
  container: 'clusters node_pools',
  containeranalysis: 'occurrences',
  databasemigration: 'migration_jobs',
  dataflow: 'job_messages job_metrics jobs snapshots',
  datafusion: 'instances',
  dataproc: 'autoscaling_policies cluster_nodegroups clusters jobs',
  deploymentmanager: 'deployments resources',
  dns: 'managed_zones policies resource_record_sets',
  domains: 'registrations',
  essentialcontacts: 'project_contacts',
  eventarc: 'channels triggers',
  filestore: 'backups instances snapshots',
  firebase: 'hosting_site_channels hosting_site_custom_domains hosting_site_releases hosting_sites',
  firestore: 'databases',
  functions: 'functions',
  functionsv2: 'functions',
  iam: `
    deny_policies roles service_account_keys service_account_policies service_accounts
    workload_identity_pool_providers workload_identity_pools`,
  kms: 'crypto_key_versions crypto_keys import_jobs keyrings',
  livestream: 'channels inputs',
  logging: 'audit_logs metrics sinks',
  looker: 'instances',
  memorystore: 'instances',
  monitoring: 'alert_policies',
  networkintelligencecenter: 'connectivity_tests',
  networksecurity: 'address_groups firewall_endpoints security_profiles tls_inspection_policies',
  networkservices: 'gateways grpc_routes http_routes meshes tcp_routes tls_routes',
  organization: 'policies',
  privateca: 'authorities certificates pools',
  projects: '',
  pubsub: 'schemas snapshots subscriptions topics',
  recommendations: 'projects projects_insights',
  redis: 'instances',
  resourcemanager: 'folders project_policies project_tag_bindings projects',
  run: 'executions jobs revisions services tasks worker_pools',
  secretmanager: 'secrets',
  securitycenter: 'organization_findings project_findings',
  servicehealth: 'events',
  serviceusage: 'service_project_quota_metrics services',
  spanner: 'databases instances',
  sql: 'backups databases instances ssl_certs users',
  storage: 'bucket_objects bucket_policies buckets hmac_keys',
  storagetransfer: 'transfer_jobs transfer_operations',
  vmmigration: 'source_migrating_vms sources',
  vpcaccess: 'connectors',
  websecurityscanner: 'scan_config_scan_run_findings scan_configs',
  workflows: 'workflows',
};

/** Tables that are discovered with viewer roles alone; all others need Cloud Asset Inventory. */
export const GCP_FULL_PAYLOAD = [
  'gcp_projects',
  'gcp_compute_instances',
  'gcp_compute_disks',
  'gcp_compute_snapshots',
  'gcp_compute_networks',
  'gcp_compute_subnetworks',
  'gcp_compute_firewalls',
  'gcp_compute_addresses',
  'gcp_storage_buckets',
  'gcp_container_clusters',
  'gcp_pubsub_topics',
  'gcp_pubsub_subscriptions',
  'gcp_iam_service_accounts',
  ...GCP_TABLES.apigee!.split(' ').map((word) => `gcp_apigee_${word}`),
];
