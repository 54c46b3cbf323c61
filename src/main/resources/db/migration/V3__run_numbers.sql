-- A process that is killed loses the numbers that its sequences had set aside, and the next run would jump by dozens.
alter sequence batch_job_instance_seq cache 1;
alter sequence batch_job_execution_seq cache 1;
alter sequence batch_step_execution_seq cache 1;
