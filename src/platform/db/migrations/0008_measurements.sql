-- owner: measurements
-- An import brings many rows at once: the planner must learn of them soon, not after a fifth of the table has changed.

alter table daily_value set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 2000);
alter table post_counter set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 1000);
alter table post set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 200);
alter table series set (autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 50);
