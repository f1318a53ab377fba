package io.commitstatus.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commitstatus.Configuration;
import io.commitstatus.model.NamespacedName;
import io.commitstatus.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretResolverTest {
    private static final NamespacedName NAME = new NamespacedName("flux-system", "github");

    @TempDir
    Path outside;

    private Path root;
    private Path mount;
    private SecretResolver directory;

    @BeforeEach
    void mount() throws IOException {
        root = outside.resolve("root");
        mount = Files.createDirectories(root.resolve("flux-system/github"));
        directory = SecretResolver.directory(root);
    }

    private void version(String version, String token) throws IOException {
        Path data = Files.createDirectories(mount.resolve("..version-" + version));
        Files.writeString(data.resolve("token"), token);
        Path link = Files.createSymbolicLink(mount.resolve("..tmp"), data.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whatKubernetesMountsIsReadAndReadAgainWhenItChanges() throws IOException {
        version("1", "old\n");
        Files.createSymbolicLink(mount.resolve("token"), Path.of("..data/token"));
        assertThat(directory.resolve(NAME)).contains(Secret.of(NAME, Map.of("token", "old\n")));

        version("2", "new");
        assertThat(directory.resolve(NAME)).contains(Secret.of(NAME, Map.of("token", "new")));
    }

    @Test
    void plainFilesAreReadByteForByte() throws IOException {
        Files.write(mount.resolve("token"), new byte[] {(byte) 0xff, '\n'});
        Files.writeString(mount.resolve(".hidden"), "x");
        Files.createDirectory(mount.resolve("directory"));

        assertThat(directory.resolve(NAME)).contains(Secret.ofBytes(NAME, Map.of("token", new byte[] {(byte) 0xff, '\n'
        })));
    }

    @Test
    void aSecretThatIsNotThereIsEmpty() throws IOException {
        assertThat(directory.resolve(new NamespacedName("flux-system", "other")))
                .isEmpty();
        assertThat(SecretResolver.directory(outside.resolve("missing")).resolve(NAME))
                .isEmpty();
    }

    @Test
    void aNameDoesNotLeadOutOfTheRoot() throws IOException {
        Files.createDirectories(outside.resolve("other"));
        Files.writeString(outside.resolve("other/token"), "x");

        assertThat(directory.resolve(new NamespacedName("..", "other"))).isEmpty();
        assertThat(directory.resolve(new NamespacedName("flux-system", "../../../other")))
                .isEmpty();
        assertThat(directory.resolve(new NamespacedName(
                        "flux-system", outside.resolve("other").toString())))
                .isEmpty();
    }

    @Test
    void aLinkDoesNotLeadOutOfTheRoot() throws IOException {
        Files.writeString(outside.resolve("token"), "hidden");
        Files.createSymbolicLink(mount.resolve("token"), outside.resolve("token"));
        Files.createSymbolicLink(root.resolve("flux-system/linked"), Files.createDirectory(outside.resolve("linked")));

        assertThatThrownBy(() -> directory.resolve(NAME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> directory.resolve(new NamespacedName("flux-system", "linked")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLinkDoesNotLeadToAnotherSecret() throws IOException {
        Path other = Files.createDirectories(root.resolve("other/github"));
        Files.writeString(other.resolve("token"), "hidden");
        Files.createSymbolicLink(mount.resolve("token"), Path.of("../../other/github/token"));
        assertThatThrownBy(() -> directory.resolve(NAME)).isInstanceOf(IOException.class);

        Files.delete(mount.resolve("token"));
        Files.createSymbolicLink(mount.resolve("..data"), Path.of("../../other/github"));
        assertThatThrownBy(() -> directory.resolve(NAME))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aProjectedVolumeMayHoldManySecrets() throws IOException {
        Path projected = Files.createDirectories(outside.resolve("projected"));
        Files.createDirectories(projected.resolve("..version/flux-system/github"));
        Files.writeString(projected.resolve("..version/flux-system/github/token"), "t");
        Files.createSymbolicLink(projected.resolve("..data"), Path.of("..version"));
        Files.createSymbolicLink(projected.resolve("flux-system"), Path.of("..data/flux-system"));

        assertThat(SecretResolver.directory(projected).resolve(NAME)).contains(Secret.of(NAME, Map.of("token", "t")));
    }

    @Test
    void aHugeFileIsNotRead() throws IOException {
        Files.write(mount.resolve("token"), new byte[1024 * 1024 + 1]);

        assertThatThrownBy(() -> directory.resolve(NAME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void theFirstThatHasTheSecretAnswers() throws IOException {
        SecretResolver none = name -> Optional.empty();
        SecretResolver failing = name -> {
            throw new IOException("the vault is sealed");
        };
        SecretResolver token = SecretResolver.token("flux-system/github", "t");

        assertThat(SecretResolver.firstOf(none, token, failing).resolve(NAME))
                .contains(Secret.of(NAME, Map.of("token", "t")));
        assertThat(SecretResolver.firstOf(none).resolve(NAME)).isEmpty();
        assertThatThrownBy(() -> SecretResolver.firstOf(failing, token).resolve(NAME))
                .hasMessage("the vault is sealed");
    }

    @Test
    void theSecretsOfAConfigurationAreFoundByName() throws IOException {
        Secret secret = Secret.of(NAME, Map.of("token", "t"));
        SecretResolver resolver = Configuration.builder().put(secret).build().secrets();

        assertThat(resolver.resolve(NAME)).contains(secret);
        assertThat(resolver.resolve(new NamespacedName("apps", "github"))).isEmpty();
    }
}
