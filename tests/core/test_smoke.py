def test_an_unknown_api_address_answers_json(anonymous):
    response = anonymous.get("/api/nothing/here/")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert response["Cache-Control"] == "no-store"
