package io.github.proxysqljdbc.route;

import java.util.Set;

/**
 * The session variables whose literal values can be recorded and replayed without asking the server, because each server takes the same
 * value for the same assignment. ProxySQL's list of tracked variables, and what belongs to it.
 */
public final class TrackedVariables {
    private static final Set<String> NAMES = Set.of("""
            autocommit transaction_isolation transaction_read_only tx_isolation tx_read_only sql_mode time_zone timestamp
            character_set_client character_set_connection character_set_results character_set_database collation_connection
            collation_database foreign_key_checks unique_checks sql_log_bin sql_select_limit sql_safe_updates sql_big_selects
            sql_auto_is_null sql_quote_show_create sql_notes sql_warnings sql_buffer_result big_tables max_join_size lock_wait_timeout
            innodb_lock_wait_timeout innodb_strict_mode max_execution_time max_statement_time group_concat_max_len
            auto_increment_increment auto_increment_offset session_track_gtids session_track_schema session_track_system_variables
            session_track_state_change session_track_transaction_info gtid_next wsrep_sync_wait wsrep_causal_reads wsrep_osu_method
            wsrep_on group_replication_consistency aurora_read_replica_read_committed optimizer_switch optimizer_search_depth
            optimizer_prune_level optimizer_trace sort_buffer_size join_buffer_size read_buffer_size read_rnd_buffer_size tmp_table_size
            max_heap_table_size div_precision_increment default_week_format lc_time_names lc_messages default_storage_engine
            default_tmp_storage_engine wait_timeout interactive_timeout net_read_timeout net_write_timeout long_query_time completion_type
            sql_generate_invisible_primary_key explicit_defaults_for_timestamp information_schema_stats_expiry low_priority_updates
            updatable_views_with_limit max_sort_length max_length_for_sort_data range_optimizer_max_mem_size eq_range_index_dive_limit
            cte_max_recursion_depth regexp_time_limit use_secondary_engine show_create_table_verbosity windowing_use_high_precision
            profiling profiling_history_size skip_replication""".split("\\s+"));

    private TrackedVariables() {}

    /** All of them, in lower case. */
    public static Set<String> names() {
        return NAMES;
    }

    /** Whether a variable of that name, in lower case, is one of them. */
    public static boolean contains(String lowerCase) {
        return NAMES.contains(lowerCase);
    }
}
