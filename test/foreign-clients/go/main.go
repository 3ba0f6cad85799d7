// Tokens by golang.org/x/oauth2, and a read with them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

type account struct {
	AccountID  string            `json:"accountId"`
	Hosts      map[string]string `json:"hosts"`
	Credential struct {
		ClientID     string `json:"client_id"`
		ClientSecret string `json:"client_secret"`
	} `json:"credential"`
}

func main() {
	var told account
	if err := json.Unmarshal([]byte(os.Getenv("ACCOUNT")), &told); err != nil {
		panic(err)
	}
	config := func(path string, style oauth2.AuthStyle, secret string) *clientcredentials.Config {
		return &clientcredentials.Config{
			ClientID:     told.Credential.ClientID,
			ClientSecret: secret,
			TokenURL:     "https://" + told.Hosts["sentinel"] + fmt.Sprintf(path, told.AccountID),
			AuthStyle:    style,
		}
	}
	token := func(path string, style oauth2.AuthStyle, secret string) any {
		got, err := config(path, style, secret).Token(context.Background())
		if err != nil {
			return refusal(err)
		}
		return map[string]any{"type": got.Type(), "expires": !got.Expiry.IsZero()}
	}
	const current = "/sentinel/api/v2/account/%s/app/token"
	const older = "/sentinel/api/account/%s/app/token?v=2.0"
	secret := told.Credential.ClientSecret
	outcome := map[string]any{
		"a token, credentials in the body":   token(current, oauth2.AuthStyleInParams, secret),
		"a token, credentials in the header": token(current, oauth2.AuthStyleInHeader, secret),
		"a token, the style found out":       token(current, oauth2.AuthStyleAutoDetect, secret),
		"a token at the older URL":           token(older, oauth2.AuthStyleInParams, secret),
		"a wrong secret":                     token(current, oauth2.AuthStyleInParams, "another"),
		"a list with a token": users(
			config(current, oauth2.AuthStyleInParams, secret).Client(context.Background()),
			"https://"+told.Hosts["accountConfigReadOnly"]+"/api/account/"+told.AccountID+
				"/configuration/le-users/users?v=6.0&select=id"),
	}
	if err := json.NewEncoder(os.Stdout).Encode(outcome); err != nil {
		panic(err)
	}
}

func refusal(err error) any {
	var retrieve *oauth2.RetrieveError
	if errors.As(err, &retrieve) {
		return map[string]any{"refused": retrieve.Response.StatusCode, "error": retrieve.ErrorCode}
	}
	return map[string]any{"error": err.Error()}
}

func users(client *http.Client, url string) any {
	answer, err := client.Get(url)
	if err != nil {
		return refusal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return refusal(err)
	}
	var list []any
	if err := json.Unmarshal(body, &list); err != nil {
		return map[string]any{"refused": answer.StatusCode}
	}
	return len(list)
}
