package com.example.app;

import io.commitstatus.CommitStatusRouter;
import io.commitstatus.Configuration;
import io.commitstatus.outbox.postgresql.PostgresOutbox;
import io.commitstatus.policy.DeliveryListener;
import io.commitstatus.policy.SecretResolver;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;

@org.springframework.context.annotation.Configuration
class CommitStatuses {
    @Bean(destroyMethod = "close")
    CommitStatusRouter commitStatusRouter(
            @Value("${statuses.folder:/etc/app/statuses}") Path folder,
            @Value("${statuses.secrets:/etc/app/secrets}") Path secrets,
            @Value("${statuses.plain-http:false}") boolean plainHttp,
            DataSource dataSource,
            MeterRegistry meters) {
        return CommitStatusRouter.builder(Configuration.load(folder))
                .secrets(SecretResolver.directory(secrets))
                .allowPlainHttp(plainHttp)
                .outbox(PostgresOutbox.using(dataSource))
                .addListener(new DeliveryListener() {
                    @Override
                    public void settled(Settled event) {
                        String outcome = event.outcome().kind().toString();
                        meters.counter("commitstatus.settled", "outcome", outcome).increment();
                    }
                })
                .build();
    }

    @Bean
    HealthIndicator commitStatusHealth(CommitStatusRouter router) {
        return () -> {
            var health = router.health();
            var status = health.isGood() ? Health.up() : Health.down();
            return status.withDetail("problems", health.problems()).build();
        };
    }
}
