/**
 * CloudQuery tables of AWS by service, in the words after `aws_<service>_`: those that health checks match most.
 * Source: the CloudQuery AWS plugin's table list, v33.
 */
export const AWS_TABLES: Record<string, string> = {
  accessanalyzer: 'analyzer_findings analyzers',
  acm: 'certificates',
  acmpca: 'certificate_authorities',
  amp: 'rule_groups_namespaces workspaces',
  amplify: 'apps',
  apigateway: 'api_keys domain_names rest_api_deployments rest_api_stages rest_apis usage_plans vpc_links',
  apigatewayv2: 'api_integrations api_routes api_stages apis domain_names vpc_links',
  appconfig: 'applications environments',
  applicationautoscaling: 'policies scalable_targets scaling_activities scheduled_actions',
  appmesh: 'meshes virtual_gateways virtual_nodes virtual_routers virtual_services',
  apprunner: 'custom_domains services vpc_connectors',
  appstream: 'fleets stacks',
  appsync: 'graphql_apis',
  athena: 'data_catalogs work_group_query_executions work_groups',
  autoscaling:
    'group_lifecycle_hooks group_scaling_policies groups launch_configurations scheduled_actions warm_pools',
  backup: 'jobs plan_selections plans protected_resources vault_recovery_points vaults',
  batch: 'compute_environments job_definitions job_queues jobs',
  bedrock: 'agents custom_models guardrails provisioned_model_throughputs',
  budgets: 'actions budgets',
  cloudformation: 'stack_instance_summaries stack_resources stack_sets stacks',
  cloudfront: 'cache_policies distributions functions',
  cloudhsmv2: 'clusters',
  cloudtrail: 'events trail_event_selectors trails',
  cloudwatch: 'alarms metric_statistics metric_streams metrics',
  cloudwatchlogs: 'log_group_subscription_filters log_groups log_streams metric_filters',
  codeartifact: 'domains repositories',
  codebuild: 'builds projects',
  codecommit: 'repositories',
  codedeploy: 'applications deployment_groups deployments',
  codepipeline: 'pipelines webhooks',
  cognito: 'identity_pools user_pool_identity_providers user_pools',
  computeoptimizer:
    'autoscaling_group_recommendations ebs_volume_recommendations ec2_instance_recommendations ecs_service_recommendations lambda_function_recommendations rds_database_recommendations',
  config: 'config_rule_compliances config_rules configuration_recorders conformance_packs delivery_channels',
  connect: 'instances queues',
  costexplorer: 'cost_30d cost_forecast_30d reservation_utilizations',
  costoptimizationhub: 'recommendations',
  datasync: 'agents locations',
  dax: 'clusters',
  detective: 'graphs',
  devopsguru: 'anomalies insights recommendations',
  directconnect: 'connections gateways lags virtual_gateways virtual_interfaces',
  directoryservice: 'directories',
  dlm: 'lifecycle_policies',
  dms: 'certificates event_subscriptions replication_instances replication_tasks',
  docdb: 'cluster_snapshots clusters events global_clusters instances pending_maintenance_actions',
  dynamodb: 'backups exports global_tables table_continuous_backups table_replica_auto_scalings tables',
  dynamodbstreams: 'streams',
  ebs: 'encryption_by_defaults',
  ec2: `
    capacity_reservations customer_gateways dhcp_options ebs_snapshots ebs_volume_statuses ebs_volumes
    egress_only_internet_gateways eips flow_logs hosts images instance_connect_endpoints instance_statuses
    instance_types instances internet_gateways ipam_pools ipams key_pairs launch_template_versions
    launch_templates managed_prefix_lists nat_gateways network_acls network_interfaces reserved_instances
    route_tables security_group_rules security_groups spot_fleet_requests spot_instance_requests subnets
    transit_gateway_attachments transit_gateway_peering_attachments transit_gateway_route_tables
    transit_gateway_vpc_attachments transit_gateways vpc_endpoint_connections
    vpc_endpoint_service_configurations vpc_endpoint_services vpc_endpoints vpc_peering_connections vpcs
    vpn_connections vpn_gateways`,
  ecr: 'registries repositories repository_image_scan_findings repository_images repository_policies',
  ecrpublic: 'repositories',
  ecs: 'cluster_container_instances cluster_services cluster_task_sets cluster_tasks clusters task_definitions',
  efs: 'access_points filesystems',
  eks: 'cluster_access_entries cluster_addons cluster_node_groups cluster_versions clusters fargate_profiles',
  elasticache:
    'clusters events global_replication_groups parameter_groups replication_groups serverless_caches service_updates snapshots subnet_groups update_actions users',
  elasticbeanstalk: 'application_versions applications environments',
  elasticsearch: 'domains',
  elbv1: 'load_balancers',
  elbv2: `
    listener_certificates listener_rules listeners load_balancer_attributes load_balancers
    target_group_target_health_descriptions target_groups`,
  emr: 'cluster_instance_fleets cluster_instance_groups cluster_instances clusters steps',
  eventbridge: 'api_destinations archives connections event_bus_rules event_bus_targets event_buses replays',
  firehose: 'delivery_streams',
  fis: 'experiment_templates experiments',
  fsx: 'backups file_systems snapshots storage_virtual_machines volumes',
  glacier: 'vaults',
  globalaccelerator: 'accelerators endpoint_groups listeners',
  glue: 'connections crawlers database_tables databases job_runs jobs triggers workflows',
  grafana: 'workspaces',
  guardduty: 'detector_findings detectors',
  health: 'affected_entities event_details events organization_events',
  iam: `
    accounts credential_reports groups instance_profiles mfa_devices password_policies policies
    role_attached_policies roles server_certificates user_access_keys user_attached_policies users
    virtual_mfa_devices`,
  identitystore: 'groups users',
  imagebuilder: 'images',
  inspector2: 'covered_resources findings',
  iot: 'certificates jobs policies thing_groups things topic_rules',
  kafka: 'cluster_operations clusters configurations nodes',
  kendra: 'data_sources indices',
  keyspaces: 'keyspaces tables',
  kinesis: 'stream_consumers stream_shards streams',
  kinesisanalytics: 'applications',
  kms: 'aliases key_grants key_policies key_rotation_statuses keys',
  lakeformation: 'permissions resources',
  lambda: `
    function_aliases function_concurrency_configs function_event_invoke_configs
    function_event_source_mappings function_url_configs function_versions functions layer_versions layers
    runtimes`,
  lightsail: 'alarms databases disks instances load_balancers static_ips',
  macie2: 'classification_jobs findings',
  mq: 'broker_configurations broker_users brokers',
  mwaa: 'environments',
  neptune: 'cluster_snapshots clusters event_subscriptions global_clusters instances',
  networkfirewall: 'firewall_policies firewalls rule_groups',
  networkmanager: 'core_networks global_networks links sites',
  opensearch:
    'domain_configs domain_health domain_maintenances domain_nodes domain_scheduled_actions domains vpc_endpoints',
  organizations: 'accounts delegated_administrators organizational_units policies roots',
  quicksight: 'dashboards data_sets data_sources ingestions',
  ram: 'resource_share_associations resource_shares resources',
  rds: `
    certificates cluster_parameter_groups cluster_snapshots clusters db_parameter_groups db_proxies
    db_proxy_targets db_snapshots engine_versions event_subscriptions events global_clusters
    instance_resource_metrics instances option_groups pending_maintenance_actions reserved_instances
    subnet_groups`,
  redshift: 'clusters data_shares endpoint_accesses event_subscriptions events snapshots',
  resiliencehub: 'app_assessments apps',
  route53: `
    domains health_checks hosted_zone_query_logging_configs hosted_zone_resource_record_sets hosted_zones
    traffic_policies`,
  route53recoverycontrolconfig: 'clusters routing_controls',
  route53recoveryreadiness: 'readiness_checks recovery_groups',
  route53resolver: 'firewall_rule_groups resolver_endpoints resolver_rules',
  s3: `
    access_points accounts bucket_encryption_rules bucket_grants bucket_lifecycles bucket_loggings
    bucket_policies bucket_public_access_blocks bucket_replications bucket_versionings bucket_websites
    buckets multi_region_access_points`,
  sagemaker: 'apps domains endpoints models notebook_instances processing_jobs training_jobs transform_jobs',
  savingsplans: 'plans',
  scheduler: 'schedule_groups schedules',
  secretsmanager: 'secret_versions secrets',
  securityhub: 'enabled_standards findings hubs',
  servicecatalog: 'portfolios products provisioned_products',
  servicediscovery: 'instances namespaces services',
  servicequotas: 'quota_utilizations quotas services',
  ses: 'configuration_sets identities suppressed_destinations templates',
  shield: 'attacks protections subscriptions',
  sns: 'subscriptions topics',
  sqs: 'queues',
  ssm: `
    associations command_invocations documents instance_compliance_items instance_patch_states instances
    maintenance_window_executions maintenance_windows parameters patch_baselines sessions`,
  ssmincidents: 'incidents response_plans',
  ssoadmin: 'instances permission_sets',
  stepfunctions: 'activities executions map_runs state_machines',
  storagegateway: 'file_shares gateways volumes',
  support: 'cases trusted_advisor_check_results trusted_advisor_checks',
  timestream: 'databases tables',
  transfer: 'certificates connectors servers users workflows',
  trustedadvisor: 'recommendation_resources recommendations',
  vpc_lattice: 'service_networks services',
  wafregional: 'web_acls',
  wafv2: 'ipsets rule_groups web_acls',
  wellarchitected: 'workloads',
  workspaces: 'directories workspaces',
  xray: 'groups sampling_rules',
};

/** Tables whose resources carry every field of the AWS SDK; all others have Cloud Control's envelope. */
export const AWS_FULL_PAYLOAD = ['aws_ec2_instances', 'aws_s3_buckets', 'aws_iam_accounts'];
